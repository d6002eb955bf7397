package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.CborMapReader;

/**
 * Changes the state of one licence. CBOR: {1: 1, 2: change with its paths}.
 *
 * @param change the signed change with the paths of its statements
 */
public record ChangeStatus(ProvenChange change) implements Command {

    static ChangeStatus read(CborMapReader map) {
        return new ChangeStatus(ProvenChange.of(map.get(2)));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.CHANGE_STATUS;
    }

    @Override
    public Bytes encode() {
        return Command.format1().put(2, change.toCbor()).build().encode();
    }
}
