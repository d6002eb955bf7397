package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;

/**
 * What the ledger announces when a command has changed it, complete enough to be replayed. CBOR: {1: 1, 2: region, 3: the
 * command's bytes}.
 *
 * @param region MSP id of the region that submitted the command, which is the department's region
 * @param command the command as it was submitted
 */
public record LedgerEvent(String region, Command command) {

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException if there is no such event or the payload is not one, with the reason
     */
    public static LedgerEvent decode(String name, Bytes payload) {
        CommandKind kind = CommandKind.ofEvent(name)
                .orElseThrow(() -> new IllegalArgumentException("expected a ledger event's name, got another"));
        var map = new CborMapReader(name, Cbor.decode(payload));
        map.number(1, 1, 1);
        var event = new LedgerEvent(map.text(2), kind.decode(map.bytes(3)));
        map.end();
        return event;
    }

    /** The event's name. */
    public String name() {
        return command.kind().event();
    }

    /** The event's payload. */
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(region))
                .put(3, Cbor.of(command.encode()))
                .build()
                .encode();
    }
}
