package org.zhaoku.gateway.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.RecordVerifier;
import org.zhaoku.gateway.ledger.RefusedRecordException;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.status.StatusChange;

/**
 * The ledger played through from block 0: every record is put to the contracts again, over a state of its own. So each signature,
 * right, sequence, path and create-once is checked that the endorsers should have checked.
 */
final class LedgerReplay {
    private final Network network;
    private final AuditReport report;
    private final RecordVerifier verifier;
    private final Map<KeyId, Sm2Certificate> keys = new HashMap<>();
    private final List<Anchored> batches = new ArrayList<>();
    private final Map<UnifiedSocialCreditCode, Long> tiles = new HashMap<>();
    private final Set<Question> questions = new LinkedHashSet<>();
    private long next;

    /** A batch as it is on the ledger, and the number of its first tile. */
    record Anchored(SignedBatch batch, Position position, long firstTile) {}

    /** A query whose answer the replay knows. */
    record Question(String function, List<String> arguments) {
        static Question of(String function, String... arguments) {
            return new Question(function, List.of(arguments));
        }

        @Override
        public String toString() {
            return function + " " + String.join(" ", arguments);
        }
    }

    LedgerReplay(Network network, AuditReport report) {
        this.network = network;
        this.verifier = new RecordVerifier(network);
        this.report = report;
    }

    /** Takes the next block. */
    void take(LedgerBlock block) {
        if (block.number() != next) {
            report.find(
                    Finding.Code.BLOCK_MISSING, "block " + next, "the peer gave block " + block.number() + " instead");
        }
        next = block.number() + 1;
        report.countBlock(block.entries().size());
        block.entries().forEach(this::take);
    }

    private void take(LedgerBlock.Entry record) {
        try {
            keep(record.position(), verifier.take(record).command());
        } catch (RefusedRecordException e) {
            report.find(
                    Finding.Code.RECORD_REFUSED,
                    record.position(),
                    "what " + record.submitter().region() + " submitted is refused with " + e.code());
        }
    }

    private void keep(Position position, Command command) {
        if (command instanceof RegisterAuthority register) {
            ask("registry:department", register.department().value());
        } else if (command instanceof AddKey add) {
            keys.put(add.certificate().kid(), add.certificate());
            ask("registry:key", add.certificate().kid().toString());
        } else if (command instanceof AnchorBatch anchor) {
            anchored(anchor.batch(), position);
        } else if (command instanceof RenewBatch renew) {
            anchored(renew.batch(), position);
            renew.changes().forEach(this::changed);
        } else if (command instanceof ChangeStatus change) {
            changed(change.change());
        }
    }

    private void anchored(SignedBatch batch, Position position) {
        UnifiedSocialCreditCode department = batch.header().department();
        long first = tiles.getOrDefault(department, 0L);
        tiles.put(department, first + batch.tileRoots().size());
        batches.add(new Anchored(batch, position, first));
        ask("batches:get", batch.key().hex());
    }

    private void changed(ProvenChange change) {
        StatusChange.Licence licence = change.signed().change().licence();
        ask("status:get", licence.department().value(), licence.statement().hex());
    }

    private void ask(String function, String... arguments) {
        questions.add(Question.of(function, arguments));
    }

    /** Number of the next block to take. */
    long height() {
        return next;
    }

    /** In the order of the ledger. */
    List<Anchored> batches() {
        return batches;
    }

    Optional<Sm2Certificate> key(KeyId kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    /** One for each department, key and batch, and for each licence whose state changed. */
    Set<Question> questions() {
        return questions;
    }

    /** What a peer must answer. */
    String answer(Question question) {
        return new String(
                Contracts.query(
                                new State(),
                                question.function(),
                                question.arguments().stream().map(Bytes::utf8).toList())
                        .toArray(),
                UTF_8);
    }

    private final class State implements LedgerView {
        @Override
        public Network network() {
            return network;
        }

        @Override
        public Optional<Bytes> get(String key) {
            return Optional.ofNullable(verifier.state().get(key));
        }

        @Override
        public NavigableMap<String, Bytes> scan(String prefix) {
            // U+FFFF sorts after every character of a key
            return new TreeMap<>(verifier.state().subMap(prefix, prefix + '\uffff'));
        }
    }
}
