package org.zhaoku.gateway.bundle;

import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.log.SignedCheckpoint;

/**
 * What a region answers that was asked for its signature. CBOR: {1: 1, 2: outcome, 3: size, ? 4: message, ? 5: [name]}.
 *
 * @param outcome what became of it
 * @param size of its log; for AHEAD the smallest for which it can still sign
 * @param message for SIGNED the same checkpoint under its signature, for ROOT_DIFFERS its own of that size
 * @param wanted for PARTS_WANTED the parts to send along
 */
record CosignAnswer(Outcome outcome, long size, Optional<SignedCheckpoint> message, List<String> wanted) {
    /** What became of a request. */
    enum Outcome {
        /** It is signed. */
        SIGNED,
        /** The region has not read so many records yet. */
        BEHIND,
        /** It has signed for a larger size and does not go back. */
        AHEAD,
        /** It compresses some lists in another way and compares their values, if they are sent along. */
        PARTS_WANTED,
        /** Its log has another root at that size. */
        ROOT_DIFFERS,
        /** Its ledger gives other parts. */
        PARTS_DIFFER,
        /** Time or expiry are not within its bounds. */
        TIME_OUT_OF_BOUNDS,
        /** Its directory does not have the key that signed the request. */
        ASKER_UNKNOWN,
        /** It signs nothing now: its ledger contradicts what it signed before. */
        NOT_SIGNED
    }

    private static final int FORMAT_1 = 1;
    private static final int MAX_WANTED = 4096;

    static CosignAnswer of(Outcome outcome, long size) {
        return new CosignAnswer(outcome, size, Optional.empty(), List.of());
    }

    CosignAnswer with(SignedCheckpoint signed) {
        return new CosignAnswer(outcome, size, Optional.of(signed), wanted);
    }

    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(outcome.name()))
                .put(3, Cbor.of(size))
                .put(4, message.map(signed -> Cbor.of(signed.encoded())).orElse(null))
                .put(
                        5,
                        wanted.isEmpty()
                                ? null
                                : Cbor.array(wanted.stream().map(Cbor::of).toList()))
                .build()
                .encode();
    }

    /** @throws IllegalArgumentException if it is not one, with the reason */
    static CosignAnswer decode(Bytes encoded) {
        var map = new CborMapReader("answer", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        var answer = new CosignAnswer(
                Outcome.valueOf(map.text(2)),
                map.number(3, 0, Long.MAX_VALUE),
                map.find(4).map(item -> SignedCheckpoint.decode(CborReads.bytes("message", item))),
                map.find(5).map(CosignAnswer::names).orElse(List.of()));
        map.end();
        return answer;
    }

    private static List<String> names(Cbor item) {
        return CborReads.array("parts", item, 1, MAX_WANTED).stream()
                .map(name -> CborReads.text("name of a part", name))
                .toList();
    }
}
