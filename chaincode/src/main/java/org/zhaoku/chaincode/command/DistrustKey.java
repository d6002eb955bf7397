package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/**
 * Distrusts a key of a department from a position on the ledger on: what it anchored there or later does not count, and it
 * signs nothing more. The position may later move earlier, never later. CBOR: {1: 1, 2: department, 3: kid, 4: [block,
 * transaction]}.
 *
 * @param department the department's code
 * @param kid the key
 * @param from the first position that does not count
 */
public record DistrustKey(UnifiedSocialCreditCode department, KeyId kid, Position from) implements Command {

    static DistrustKey read(CborMapReader map) {
        return new DistrustKey(
                UnifiedSocialCreditCode.parse(map.text(2)),
                new KeyId(map.bytes(3, KeyId.LENGTH)),
                Positions.of(map.get(4)));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.DISTRUST_KEY;
    }

    @Override
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(department.value()))
                .put(3, Cbor.of(kid.value()))
                .put(4, Positions.toCbor(from))
                .build()
                .encode();
    }
}
