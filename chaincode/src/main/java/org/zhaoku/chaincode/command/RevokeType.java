package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * Takes the right to issue a licence type from a department; what it issued before stays. CBOR: {1: 1, 2: department, 3: type code}.
 *
 * @param department the department's code
 * @param type the licence type's code
 */
public record RevokeType(UnifiedSocialCreditCode department, LicenceTypeCode type) implements Command {

    static RevokeType read(CborMapReader map) {
        return new RevokeType(UnifiedSocialCreditCode.parse(map.text(2)), LicenceTypeCode.parse(map.text(3)));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.REVOKE_TYPE;
    }

    @Override
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(department.value()))
                .put(3, Cbor.of(type.value()))
                .build()
                .encode();
    }
}
