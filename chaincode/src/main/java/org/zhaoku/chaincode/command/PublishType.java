package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.sm.Sm3;

/**
 * Publishes a version of a licence type. CBOR: {1: 1, 2: definition}.
 *
 * @param definition deterministic CBOR of a map whose key 1 is the type's code and key 2 its version, at most {@link
 *     #MAX_LENGTH} bytes; what else it holds is the readers' business
 */
public record PublishType(Bytes definition) implements Command {
    /** The longest definition, in bytes. */
    public static final int MAX_LENGTH = 65_536;

    private static final int MAX_VERSION = 0xffff;

    /** @throws IllegalArgumentException if {@code definition} is not one, with the reason */
    public PublishType {
        if (definition.size() > MAX_LENGTH) {
            throw new CborException(
                    "expected a definition of at most " + MAX_LENGTH + " bytes, got " + definition.size());
        }
        var map = reader(definition);
        LicenceTypeCode.parse(map.text(1));
        map.number(2, 1, MAX_VERSION);
    }

    private static CborMapReader reader(Bytes definition) {
        return new CborMapReader("type definition", CborReads.map("type definition", Cbor.decode(definition)));
    }

    static PublishType read(CborMapReader map) {
        return new PublishType(map.bytes(2));
    }

    /** The type's code. */
    public LicenceTypeCode code() {
        return LicenceTypeCode.parse(reader(definition).text(1));
    }

    /** The definition's version, 1 to 65535. */
    public int version() {
        return (int) reader(definition).number(2, 1, MAX_VERSION);
    }

    /** SM3 of the definition, 32 bytes. */
    public Bytes digest() {
        return Sm3.digest(definition);
    }

    @Override
    public CommandKind kind() {
        return CommandKind.PUBLISH_TYPE;
    }

    @Override
    public Bytes encode() {
        return Command.format1().put(2, Cbor.of(definition)).build().encode();
    }
}
