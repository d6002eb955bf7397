package org.zhaoku.gateway.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/** The keys of each department in the order in which the ledger took them. */
final class KeyHistory {
    private final Map<UnifiedSocialCreditCode, List<LedgerKey>> keys = new HashMap<>();

    /** Takes a record that the contracts let pass, if it is about a department's key. */
    void take(Command command, Position at) {
        if (command instanceof AddKey add) {
            keys.computeIfAbsent(add.department(), code -> new ArrayList<>())
                    .add(new LedgerKey(add.certificate(), add.days(), at, Optional.empty(), Optional.empty()));
        } else if (command instanceof RetireKey retire) {
            change(retire.department(), retire.kid(), key -> key.retired(at));
        } else if (command instanceof DistrustKey distrust) {
            change(distrust.department(), distrust.kid(), key -> key.distrusted(distrust.from()));
        }
    }

    private void change(UnifiedSocialCreditCode department, KeyId kid, UnaryOperator<LedgerKey> change) {
        of(department).replaceAll(key -> key.kid().equals(kid) ? change.apply(key) : key);
    }

    /** Oldest first. */
    List<LedgerKey> of(UnifiedSocialCreditCode department) {
        return keys.getOrDefault(department, List.of());
    }
}
