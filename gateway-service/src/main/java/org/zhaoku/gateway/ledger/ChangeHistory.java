package org.zhaoku.gateway.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusChange.Predecessor;

/** The changes of state of each licence that had any. */
final class ChangeHistory {
    private final Map<Statement, List<RecordedChange>> changes = new HashMap<>();
    private final Map<Statement, Predecessor> takers = new HashMap<>();

    /** A statement belongs to the department that anchored it: another's copy is another licence. */
    private record Statement(UnifiedSocialCreditCode department, Bytes digest) {}

    /** Takes a record that the contracts let pass, if it changes states. */
    void take(Command command, Position at) {
        if (command instanceof ChangeStatus change) {
            take(change.change(), at);
        } else if (command instanceof RenewBatch renew) {
            renew.changes().forEach(change -> take(change, at));
        }
    }

    private void take(ProvenChange change, Position at) {
        StatusChange.Licence licence = change.signed().change().licence();
        change.signed()
                .change()
                .predecessor()
                .ifPresent(old -> takers.put(
                        new Statement(old.department(), old.statement()),
                        new Predecessor(licence.department(), licence.statement())));
        changes.computeIfAbsent(
                        new Statement(licence.department(), licence.statement()), statement -> new ArrayList<>(1))
                .add(RecordedChange.of(change.signed(), at));
    }

    LicenceStanding of(UnifiedSocialCreditCode department, Bytes statement) {
        var key = new Statement(department, statement);
        return new LicenceStanding(changes.getOrDefault(key, List.of()), Optional.ofNullable(takers.get(key)));
    }
}
