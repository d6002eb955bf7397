package org.zhaoku.gateway.holder;

import java.util.Optional;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;

/**
 * A holder, or somebody who acts for one. CBOR: {1: name, ? 2: number of the code's type, ? 3: code}.
 *
 * @param name of the person or organisation
 * @param code what identifies them, if it is known
 */
public record Holder(String name, Optional<Code> code) {
    /**
     * A code.
     *
     * @param type its kind
     * @param value as written
     */
    public record Code(CodeType type, String value) {
        /** Says nothing of the holder. */
        @Override
        public String toString() {
            return type.name();
        }
    }

    public Cbor toCbor() {
        return Cbor.map()
                .put(1, Cbor.of(name))
                .put(2, code.map(known -> Cbor.of(known.type().number())).orElse(null))
                .put(3, code.map(known -> Cbor.of(known.value())).orElse(null))
                .build();
    }

    public static Holder of(Cbor item) {
        var map = new CborMapReader("holder", item);
        var holder = new Holder(
                map.text(1),
                map.find(2)
                        .map(number -> new Code(
                                CodeType.of(CborReads.text("code type", number)).orElseThrow(), map.text(3))));
        map.end();
        return holder;
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "holder";
    }
}
