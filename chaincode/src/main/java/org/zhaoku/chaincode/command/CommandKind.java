package org.zhaoku.chaincode.command;

import java.util.Arrays;
import java.util.Optional;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;

/** The commands: the function that takes each, the event that tells of it, and the role that it takes. */
public enum CommandKind {
    /** {@link RegisterAuthority}. */
    REGISTER_AUTHORITY("registry:register", "authority.registered", Role.OPERATOR),
    /** {@link AddKey}. */
    ADD_KEY("registry:addKey", "key.added", Role.OPERATOR),
    /** {@link AuthoriseType}. */
    AUTHORISE_TYPE("registry:authoriseType", "type.authorised", Role.OPERATOR),
    /** {@link RevokeType}. */
    REVOKE_TYPE("registry:revokeType", "type.revoked", Role.OPERATOR),
    /** {@link RetireKey}. */
    RETIRE_KEY("registry:retireKey", "key.retired", Role.OPERATOR),
    /** {@link DistrustKey}. */
    DISTRUST_KEY("registry:distrustKey", "key.distrusted", Role.OPERATOR),
    /** {@link PutRegion}. */
    PUT_REGION("regions:put", "region.put", Role.OPERATOR),
    /** {@link AnchorBatch}. */
    ANCHOR_BATCH("batches:anchor", "batch.anchored", Role.GATEWAY),
    /** {@link RenewBatch}. */
    RENEW_BATCH("batches:renew", "batch.renewed", Role.GATEWAY),
    /** {@link ChangeStatus}. */
    CHANGE_STATUS("status:change", "status.changed", Role.GATEWAY),
    /** {@link PublishType}. */
    PUBLISH_TYPE("catalogue:publish", "type.published", Role.OPERATOR),
    /** {@link TakeAgreementStep}. */
    TAKE_AGREEMENT_STEP("agreements:step", "agreement.stepped", Role.GATEWAY),
    /** {@link AnchorAccessLog}. */
    ANCHOR_ACCESS_LOG("logs:anchor", "log.anchored", Role.GATEWAY);

    private final String function;
    private final String event;
    private final Role role;

    CommandKind(String function, String event, Role role) {
        this.function = function;
        this.event = event;
        this.role = role;
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

    /** The role that the submitter must have. */
    public Role role() {
        return role;
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
            case REVOKE_TYPE -> RevokeType.read(map);
            case RETIRE_KEY -> RetireKey.read(map);
            case DISTRUST_KEY -> DistrustKey.read(map);
            case PUT_REGION -> PutRegion.read(map);
            case ANCHOR_BATCH -> AnchorBatch.read(map);
            case RENEW_BATCH -> RenewBatch.read(map);
            case CHANGE_STATUS -> ChangeStatus.read(map);
            case PUBLISH_TYPE -> PublishType.read(map);
            case TAKE_AGREEMENT_STEP -> TakeAgreementStep.read(map);
            case ANCHOR_ACCESS_LOG -> AnchorAccessLog.read(map);
        };
        map.end();
        return command;
    }
}
