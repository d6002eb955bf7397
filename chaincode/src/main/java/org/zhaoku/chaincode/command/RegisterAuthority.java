package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * Registers an issuing department of the region that submits it. CBOR: {1: 1, 2: code, 3: name}.
 *
 * @param department its unified social credit code
 * @param name its public name, 1 to 100 characters, no control characters, no blank at the ends
 */
public record RegisterAuthority(UnifiedSocialCreditCode department, String name) implements Command {
    public RegisterAuthority {
        PublicName.check("department", name);
    }

    static RegisterAuthority read(CborMapReader map) {
        return new RegisterAuthority(UnifiedSocialCreditCode.parse(map.text(2)), map.text(3));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.REGISTER_AUTHORITY;
    }

    @Override
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(department.value()))
                .put(3, Cbor.of(name))
                .build()
                .encode();
    }
}
