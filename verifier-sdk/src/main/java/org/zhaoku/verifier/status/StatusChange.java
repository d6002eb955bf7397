package org.zhaoku.verifier.status;

import java.time.LocalDate;
import java.util.Optional;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;

/**
 * One change of one licence's state, or of its mark <em>disputed</em>, by the department that issued it (状态变更).
 *
 * @param licence which licence, and who issued it
 * @param sequence of the changes of this licence: 1 for the first, up to {@link #MAX_SEQUENCE}
 * @param from state before; before the first change it is in force
 * @param to state after
 * @param reason why; it must allow the move
 * @param successor digest of the statement that takes its place, 32 bytes: if and only if it becomes superseded
 * @param target who takes it over: if and only if it becomes transferred out
 * @param predecessor what it continues: if and only if the reason is {@link StatusReason#TRANSFERRED_IN_FROM}
 * @param effective day of the decision, from year 0 to 9999; for people, since the ledger's order is what counts
 */
public record StatusChange(
        Licence licence,
        long sequence,
        LicenceState from,
        LicenceState to,
        StatusReason reason,
        Optional<Bytes> successor,
        Optional<Target> target,
        Optional<Predecessor> predecessor,
        Optional<LocalDate> effective) {

    /** The most changes of one licence. */
    public static final int MAX_SEQUENCE = 0xffff;

    /**
     * A licence by its place on the ledger.
     *
     * @param network the ledger's network
     * @param department the owner of the batch, which signs the change
     * @param batch key of the batch, 32 bytes
     * @param place of the statement in the batch, from 0, below {@link TileTree#MAX_SIZE}
     * @param statement digest of the statement, 32 bytes
     */
    public record Licence(
            Network network, UnifiedSocialCreditCode department, Bytes batch, int place, Bytes statement) {
        /** @throws IllegalArgumentException if a part is out of its range */
        public Licence {
            checkDigest("the batch's key", batch);
            checkDigest("the statement", statement);
            if (place < 0 || place >= TileTree.MAX_SIZE) {
                throw new IllegalArgumentException("expected a place below " + TileTree.MAX_SIZE + ", got " + place);
            }
        }
    }

    /**
     * Who takes a licence over.
     *
     * @param region its MSP id
     * @param department the department there
     */
    public record Target(String region, UnifiedSocialCreditCode department) {
        /** @throws IllegalArgumentException if {@code region} is no MSP id */
        public Target {
            if (!region.matches("[A-Za-z0-9.-]{1,64}")) {
                throw new IllegalArgumentException("expected an MSP id as region of the target");
            }
        }
    }

    /**
     * A licence that was let go elsewhere.
     *
     * @param department that issued it and let it go
     * @param statement digest of its statement, 32 bytes
     */
    public record Predecessor(UnifiedSocialCreditCode department, Bytes statement) {
        /** @throws IllegalArgumentException if {@code statement} is no digest */
        public Predecessor {
            checkDigest("the predecessor", statement);
        }
    }

    /**
     * @throws ForbiddenMoveException if the reason does not allow the move
     * @throws IllegalArgumentException if a part is out of its range, missing or too much
     */
    public StatusChange {
        if (sequence < 1 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("expected a sequence from 1 to " + MAX_SEQUENCE + ", got " + sequence);
        }
        if (!reason.allows(from, to)) {
            throw new ForbiddenMoveException(from, to, reason);
        }
        boolean moves = !reason.isMark();
        checkPresence("successor", successor, moves && to == LicenceState.SUPERSEDED);
        checkPresence("target", target, moves && to == LicenceState.TRANSFERRED_OUT);
        checkPresence("predecessor", predecessor, reason == StatusReason.TRANSFERRED_IN_FROM);
        successor.ifPresent(digest -> checkDigest("the successor", digest));
        if (successor.stream().anyMatch(licence.statement::equals)
                || predecessor.stream().anyMatch(before -> before.department().equals(licence.department))
                || target.stream().anyMatch(next -> next.department().equals(licence.department))) {
            throw new IllegalArgumentException(
                    "expected another statement as successor, another department as target or predecessor, got its own");
        }
        effective.ifPresent(StatusChangeCodec::checkDay);
    }

    /** A change that names no other licence and no other department. */
    public static StatusChange of(
            Licence licence, long sequence, LicenceState from, LicenceState to, StatusReason reason) {
        return new StatusChange(
                licence,
                sequence,
                from,
                to,
                reason,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The licence, in force, gives way to {@code successor}. */
    public static StatusChange superseded(Licence licence, long sequence, StatusReason reason, Bytes successor) {
        return new StatusChange(
                licence,
                sequence,
                LicenceState.IN_FORCE,
                LicenceState.SUPERSEDED,
                reason,
                Optional.of(successor),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The licence, in force, is let go to {@code target}. */
    public static StatusChange transferredOut(Licence licence, long sequence, Target target) {
        return new StatusChange(
                licence,
                sequence,
                LicenceState.IN_FORCE,
                LicenceState.TRANSFERRED_OUT,
                StatusReason.TRANSFERRED_OUT_TO,
                Optional.empty(),
                Optional.of(target),
                Optional.empty(),
                Optional.empty());
    }

    /** The licence, new and in force, continues {@code predecessor}. */
    public static StatusChange transferredIn(Licence licence, long sequence, Predecessor predecessor) {
        return new StatusChange(
                licence,
                sequence,
                LicenceState.IN_FORCE,
                LicenceState.IN_FORCE,
                StatusReason.TRANSFERRED_IN_FROM,
                Optional.empty(),
                Optional.empty(),
                Optional.of(predecessor),
                Optional.empty());
    }

    /** The same change with the day of the decision. */
    public StatusChange on(LocalDate day) {
        return new StatusChange(licence, sequence, from, to, reason, successor, target, predecessor, Optional.of(day));
    }

    /** Deterministic CBOR: the payload that is signed. */
    public Bytes encode() {
        return StatusChangeCodec.encode(this);
    }

    /**
     * Reads a change.
     *
     * @throws ForbiddenMoveException if the reason does not allow the move
     * @throws IllegalArgumentException if {@code encoded} is not a change, with the reason
     */
    public static StatusChange decode(Bytes encoded) {
        return StatusChangeCodec.decode(encoded);
    }

    private static void checkDigest(String name, Bytes digest) {
        if (digest.size() != Sm3.LENGTH) {
            throw new IllegalArgumentException("expected 32 bytes for " + name + ", got " + digest.size());
        }
    }

    private static void checkPresence(String name, Optional<?> part, boolean wanted) {
        if (part.isPresent() != wanted) {
            throw new IllegalArgumentException(
                    wanted ? "expected a " + name + ", got none" : "expected no " + name + ", got one");
        }
    }
}
