package org.zhaoku.gateway.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Inclusion;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusReason;

/** Every move of a licence, allowed or not, and what sends it past the gateway. */
public final class Moves {
    private Moves() {}

    /**
     * A state with or without the mark.
     *
     * @param state on the ledger
     * @param disputed whether it has the mark, which the table writes as *
     */
    public record Standing(LicenceState state, boolean disputed) {
        public static Standing parse(String text) {
            return new Standing(LicenceState.valueOf(text.replace("*", "")), text.endsWith("*"));
        }

        static boolean isOne(String text) {
            return Arrays.stream(LicenceState.values())
                    .anyMatch(state -> state.name().equals(text.replace("*", "")));
        }
    }

    /**
     * A line of {@code moves.csv}.
     *
     * @param from where the licence stands
     * @param reason for the move
     * @param gateway the standing that follows, or the gateway's problem
     * @param contract the standing that follows, or the contract's error
     */
    public record Move(Standing from, StatusReason reason, String gateway, String contract) {
        public boolean isRefusedByGateway() {
            return !Standing.isOne(gateway);
        }

        public boolean isRefusedByContract() {
            return !Standing.isOne(contract);
        }
    }

    /** The whole table. */
    public static List<Move> all() {
        try {
            return new ClassPathResource("moves.csv")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("state,"))
                    .map(line -> line.split(",", -1))
                    .map(cells ->
                            new Move(Standing.parse(cells[0]), StatusReason.valueOf(cells[1]), cells[2], cells[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path below a licence at which a move is asked for. */
    public static String path(StatusReason reason) {
        return switch (reason) {
            case RENEWED -> "/renewals";
            case CHANGED -> "/amendments";
            case CORRECTED -> "/corrections";
            case REISSUED_AFTER_LOSS, REISSUED_AFTER_DAMAGE -> "/reissues";
            default -> "/changes";
        };
    }

    /** The state to which a reason leads. */
    public static LicenceState target(StatusReason reason, LicenceState from) {
        return Arrays.stream(LicenceState.values())
                .filter(to -> reason.isMark()
                        ? to == from
                        : Arrays.stream(LicenceState.values()).anyMatch(any -> reason.allows(any, to)))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a move needs another licence that takes the place. */
    public static boolean supersedes(StatusReason reason) {
        return !reason.isMark() && target(reason, LicenceState.IN_FORCE) == LicenceState.SUPERSEDED;
    }

    /**
     * A move as the department signs it.
     *
     * @param sequence of the change
     * @param successor what takes the place
     */
    public static ChangeStatus signed(
            AnchoredLicence licence,
            long sequence,
            LicenceState from,
            StatusReason reason,
            Optional<AnchoredLicence> successor,
            SigningKey key) {
        LicenceState to = target(reason, from);
        var change = new StatusChange(
                licence.place(),
                sequence,
                from,
                to,
                reason,
                successor.map(next -> next.place().statement()),
                to == LicenceState.TRANSFERRED_OUT && !reason.isMark()
                        ? Optional.of(new StatusChange.Target("OtherMSP", Codes.department()))
                        : Optional.empty(),
                reason == StatusReason.TRANSFERRED_IN_FROM
                        ? Optional.of(new StatusChange.Predecessor(
                                Codes.department(), licence.place().statement()))
                        : Optional.empty(),
                Optional.empty());
        return new ChangeStatus(new ProvenChange(
                SignedStatusChange.sign(change, key),
                licence.path(),
                successor.map(
                        next -> new Inclusion(next.place().batch(), next.place().place(), next.path()))));
    }

    /** The argument of a signed move that {@link StatusChange} itself refuses to hold. */
    public static Bytes forbidden(
            AnchoredLicence licence, long sequence, LicenceState from, StatusReason reason, SigningKey key) {
        Bytes payload = Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(licence.place().network().name()))
                .put(3, Cbor.of(licence.place().department().value()))
                .put(4, Cbor.of(licence.place().batch()))
                .put(5, Cbor.of(licence.place().place()))
                .put(6, Cbor.of(licence.place().statement()))
                .put(7, Cbor.of(sequence))
                .put(8, Cbor.of(List.of(LicenceState.values()).indexOf(from)))
                .put(9, Cbor.of(List.of(LicenceState.values()).indexOf(target(reason, from))))
                .put(10, Cbor.of(reason.number()))
                .build()
                .encode();
        Bytes message = CoseSign1.sign(MessageKind.STATUS, licence.place().network(), payload, key)
                .encoded();
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.array(Cbor.of(message), Cbor.of(Bytes.concat(licence.path()))))
                .build()
                .encode();
    }

    /** Reasons that bring a fresh licence to a standing, in their order. */
    public static List<StatusReason> way(Standing wanted) {
        List<StatusReason> way = new ArrayList<>();
        switch (wanted.state()) {
            case IN_FORCE -> {}
            case SUSPENDED -> way.add(StatusReason.PAUSED);
            case REVOKED -> way.add(StatusReason.REVOKED_AS_PUNISHMENT);
            case CANCELLED -> way.add(StatusReason.CANCELLED_ON_REQUEST);
            case WITHDRAWN -> way.add(StatusReason.VOID);
            case SUPERSEDED -> way.add(StatusReason.RENEWED);
            case TRANSFERRED_OUT -> way.add(StatusReason.TRANSFERRED_OUT_TO);
        }
        if (wanted.disputed()) {
            way.add(StatusReason.DISPUTE_RAISED);
        }
        return way;
    }
}
