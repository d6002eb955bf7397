package org.zhaoku.chaincode.status;

import java.util.List;
import java.util.Optional;
import org.zhaoku.chaincode.batches.BatchContract;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Inclusion;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.registry.RegisteredKey;
import org.zhaoku.chaincode.registry.Signers;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusChange.Licence;
import org.zhaoku.verifier.status.StatusChange.Predecessor;

/**
 * Changes states of licences. All moves of a licence touch the one key of its statement under its department, so they cannot
 * race; another department that anchors the same statement has another key. The same change again is the same, so a retry is
 * safe.
 */
public final class StatusContract {
    private StatusContract() {}

    /** Changes the state of one licence of a department of the caller's region. */
    public static Outcome change(LedgerState ledger, ChangeStatus command) {
        var draft = new Draft(ledger, Optional.empty());
        Outcome outcome = apply(draft, command.change());
        draft.write();
        return outcome;
    }

    /** Anchors a batch and changes states with it: all of it is new, or all of it is the same. */
    public static Outcome renew(LedgerState ledger, RenewBatch command) {
        Outcome anchored = BatchContract.anchor(ledger, new AnchorBatch(command.batch()));
        var draft = new Draft(ledger, Optional.of(command.batch()));
        List<Outcome> outcomes =
                command.changes().stream().map(change -> apply(draft, change)).toList();
        if (outcomes.stream().anyMatch(outcome -> outcome != anchored)) {
            throw new ContractException(
                    ErrorCode.STATUS_RENEWAL_MIXED,
                    "expected a batch and changes that are all new or all recorded, got some of both; send the changes"
                            + " that are not recorded by status:change");
        }
        draft.write();
        return anchored;
    }

    private static Outcome apply(Draft draft, ProvenChange proven) {
        SignedStatusChange signed = proven.signed();
        Licence licence = signed.change().licence();
        LedgerState ledger = draft.ledger();
        RegisteredKey key = Signers.check(
                ledger,
                licence.network(),
                licence.department(),
                signed.kid(),
                publicKey -> signed.verifies(ledger.network(), publicKey));
        Optional<LicenceRecord> before = draft.licence(licence.department(), licence.statement());
        // before the key's state: a retry must learn that its change is in, whatever happened since
        if (before.stream().anyMatch(record -> record.holds(signed))) {
            return Outcome.SAME;
        }
        Signers.checkActive(key);
        checkPath(draft, licence.department(), licence.statement(), proven.inclusion());
        checkMove(signed.change(), before);
        proven.successor().ifPresent(inclusion -> succeed(draft, signed.change(), inclusion));
        signed.change().predecessor().ifPresent(old -> takeIn(draft, licence, old));
        draft.put(licence.department(), licence.statement(), LicenceRecord.after(before, signed));
        return Outcome.CHANGED;
    }

    private static void checkPath(
            Draft draft, UnifiedSocialCreditCode department, Bytes statement, Inclusion inclusion) {
        BatchHeader header = draft.batch(inclusion.batch())
                .orElseThrow(() -> new ContractException(
                        ErrorCode.STATUS_BATCH_UNKNOWN,
                        "expected an anchored batch, got " + inclusion.batch() + "; anchor it first"));
        if (!header.department().equals(department)) {
            throw new ContractException(
                    ErrorCode.STATUS_NOT_ISSUER,
                    "expected a batch of department " + department.value() + ", which signs the change, got one of "
                            + header.department().value() + "; only the issuer changes a licence's state");
        }
        if (!inclusion.leads(statement, header)) {
            throw new ContractException(
                    ErrorCode.STATUS_PATH_WRONG,
                    "expected a path from statement " + statement + " at place " + inclusion.place()
                            + " to the root of batch " + inclusion.batch() + ", got another; take it from the receipt");
        }
    }

    private static void checkMove(StatusChange change, Optional<LicenceRecord> before) {
        int stored = before.map(record -> record.changes().size()).orElse(0);
        if (change.sequence() <= stored) {
            throw new ContractException(
                    ErrorCode.STATUS_CONFLICT,
                    "expected change " + (stored + 1) + " of this licence, got another change " + change.sequence()
                            + " than the one that is recorded; look at status:get and decide anew");
        }
        if (change.sequence() != stored + 1L) {
            throw new ContractException(
                    ErrorCode.STATUS_SEQUENCE_WRONG,
                    "expected change " + (stored + 1) + " of this licence, got " + change.sequence()
                            + "; send those before it first");
        }
        LicenceState state = before.map(LicenceRecord::state).orElse(LicenceState.IN_FORCE);
        if (change.from() != state) {
            throw new ContractException(
                    ErrorCode.STATUS_FROM_WRONG,
                    "expected a change from " + state + ", in which this licence is, got one from " + change.from()
                            + "; look at status:get and decide anew");
        }
        boolean disputed = before.map(LicenceRecord::disputed).orElse(false);
        if (change.reason().isMark() && LicenceRecord.raises(change) == disputed) {
            throw new ContractException(
                    ErrorCode.STATUS_MARK_WRONG,
                    "expected a licence that is " + (disputed ? "not " : "") + "disputed for " + change.reason()
                            + ", got another; nothing is to be done");
        }
    }

    private static void succeed(Draft draft, StatusChange change, Inclusion inclusion) {
        Licence licence = change.licence();
        Bytes successor = change.successor().orElseThrow();
        checkPath(draft, licence.department(), successor, inclusion);
        bind(draft, licence.department(), successor, new Binding(false, old(licence)));
    }

    private static void takeIn(Draft draft, Licence licence, Predecessor old) {
        LicenceRecord left = draft.licence(old.department(), old.statement())
                .filter(record -> record.last().change().target().stream()
                        .anyMatch(target -> target.department().equals(licence.department())
                                && target.region().equals(draft.ledger().callerRegion())))
                .orElseThrow(
                        () -> new ContractException(
                                ErrorCode.STATUS_PREDECESSOR_WRONG,
                                "expected a licence that department "
                                        + old.department().value()
                                        + " let go to this department and region, got another; ask it to change its state first"));
        if (left.takenBy().isPresent()) {
            throw new ContractException(
                    ErrorCode.STATUS_PREDECESSOR_TAKEN,
                    "expected a licence that was not taken in yet, got one that was; look at status:get");
        }
        bind(draft, licence.department(), licence.statement(), new Binding(true, old));
        draft.put(old.department(), old.statement(), left.taken(old(licence)));
    }

    private static Predecessor old(Licence licence) {
        return new Predecessor(licence.department(), licence.statement());
    }

    private static void bind(Draft draft, UnifiedSocialCreditCode department, Bytes statement, Binding binding) {
        if (draft.binding(department, statement).isPresent()) {
            throw new ContractException(
                    ErrorCode.STATUS_BOUND,
                    "expected a new statement that continues no licence yet, got one that does; look at"
                            + " status:binding");
        }
        draft.put(department, statement, binding);
    }
}
