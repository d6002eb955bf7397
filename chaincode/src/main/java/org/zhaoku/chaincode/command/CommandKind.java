package org.zhaoku.chaincode.command;

import java.util.Arrays;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;

/** The commands: the function that takes each, and the event that tells of it. */
public enum CommandKind {
    /** {@link RegisterAuthority}. */
    REGISTER_AUTHORITY("registry:register", "authority.registered"),
    /** {@link AddKey}. */
    ADD_KEY("registry:addKey", "key.added"),
    /** {@link AuthoriseType}. */
    AUTHORISE_TYPE("registry:authoriseType", "type.authorised"),
    /** {@link RetireKey}. */
    RETIRE_KEY("registry:retireKey", "key.retired"),
    /** {@link AnchorBatch}. */
    ANCHOR_BATCH("batches:anchor", "batch.anchored");

    private final String function;
    private final String event;

    CommandKind(String function, String event) {
        this.function = function;
        this.event = event;
    }

    /** The command that {@code function} takes. */
    public static Optional<CommandKind> ofFunction(String function) {
        return Arrays.stream(values())
                .filter(kind -> kind.function.equals(function))
                .findFirst();
    }

    /** The command of which an event with this name tells. */
    public static Optional<CommandKind> ofEvent(String event) {
        return Arrays.stream(values()).filter(kind -> kind.event.equals(event)).findFirst();
    }

    /** Name of the chaincode function. */
    public String function() {
        return function;
    }

    /** Name of the event. */
    public String event() {
        return event;
    }

    /**
     * Reads a command of this kind.
     *
     * @throws IllegalArgumentException if {@code argument} is not one, with the reason
     */
    public Command decode(Bytes argument) {
        var map = new CborMapReader(function, Cbor.decode(argument));
        map.number(1, 1, 1);
        Command command = switch (this) {
            case REGISTER_AUTHORITY -> RegisterAuthority.read(map);
            case ADD_KEY -> AddKey.read(map);
            case AUTHORISE_TYPE -> AuthoriseType.read(map);
            case RETIRE_KEY -> RetireKey.read(map);
            case ANCHOR_BATCH -> AnchorBatch.read(map);
        };
        map.end();
        return command;
    }
}
