package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/**
 * Retires a key of a department for good: it signs no further batch. CBOR: {1: 1, 2: department, 3: kid}.
 *
 * @param department the department's code
 * @param kid the key
 */
public record RetireKey(UnifiedSocialCreditCode department, KeyId kid) implements Command {

    static RetireKey read(CborMapReader map) {
        return new RetireKey(UnifiedSocialCreditCode.parse(map.text(2)), new KeyId(map.bytes(3, KeyId.LENGTH)));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.RETIRE_KEY;
    }

    @Override
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(department.value()))
                .put(3, Cbor.of(kid.value()))
                .build()
                .encode();
    }
}
