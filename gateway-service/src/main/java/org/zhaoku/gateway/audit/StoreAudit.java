package org.zhaoku.gateway.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.issue.Batch;
import org.zhaoku.gateway.issue.BatchRepository;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.licence.MongoStatements;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;

/**
 * Holds a region's stored batches and statements against the ledger. Keeps some 200 bytes in memory for each licence, to find
 * those that are there twice.
 */
final class StoreAudit {
    private static final int AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BatchRepository batches;
    private final MongoStatements statements;
    private final Network network;
    private final LedgerReplay ledger;
    private final AuditReport report;
    private final Map<Bytes, String> digests = new HashMap<>();
    private final Map<String, String> identifiers = new HashMap<>();
    private final Set<String> anchored = new HashSet<>();

    StoreAudit(
            BatchRepository batches,
            MongoStatements statements,
            Network network,
            LedgerReplay ledger,
            AuditReport report) {
        this.batches = batches;
        this.statements = statements;
        this.network = network;
        this.ledger = ledger;
        this.report = report;
    }

    /** Checks all batches of {@code region} and the licences in them, then that no licence claims more. */
    void run(String region) {
        for (LedgerReplay.Anchored each : ledger.batches()) {
            if (each.batch().header().region().equals(region)) {
                batches.find(each.batch().key())
                        .blockOptional(PATIENCE)
                        .ifPresentOrElse(
                                stored -> check(each, stored),
                                () -> report.find(
                                        Finding.Code.BATCH_NOT_STORED,
                                        each.batch().key().hex(),
                                        "at " + each.position() + " the region's ledger has a batch that its database"
                                                + " has not"));
            }
        }
        for (String id : statements.ids(LicenceState.IN_FORCE).toIterable()) {
            if (!anchored.contains(id)) {
                report.find(Finding.Code.LICENCE_NOT_ANCHORED, id, "it is IN_FORCE, but in no batch on the ledger");
            }
        }
    }

    private void check(LedgerReplay.Anchored onLedger, Batch stored) {
        String key = onLedger.batch().key().hex();
        BatchHeader header = onLedger.batch().header();
        report.countBatch(header.size());
        Map<String, StoredStatement> found = new HashMap<>();
        List<String> ids = stored.licenceIds();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            statements
                    .of(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)))
                    .toIterable()
                    .forEach(each -> found.put(each.id(), each));
        }
        List<Bytes> leaves = new ArrayList<>();
        for (String id : ids) {
            Optional<StoredStatement> licence = Optional.ofNullable(found.get(id));
            Optional<Bytes> statement = licence.flatMap(StoredStatement::statement);
            Optional<Bytes> erased = licence.flatMap(StoredStatement::erased);
            if (erased.isPresent()) {
                leaves.add(erased(id, erased.get()));
            } else if (statement.isEmpty()) {
                report.find(Finding.Code.LICENCE_NOT_STORED, id, "batch " + key + " holds it, the database does not");
            } else {
                leaf(id, statement.get(), header).ifPresent(leaves::add);
            }
        }
        if (leaves.size() != header.size() || !new TileTree(leaves).root().equals(header.root())) {
            report.find(
                    Finding.Code.ROOT_DIFFERS,
                    key,
                    leaves.size() + " stored statements do not lead to the root of the " + header.size()
                            + " on the ledger");
            return;
        }
        for (int index = 0; index < ids.size(); index++) {
            receipt(onLedger, leaves.get(index), index, Objects.requireNonNull(found.get(ids.get(index))));
        }
    }

    /** The digest is all that remains: the root says whether it is the right one. */
    private Bytes erased(String id, Bytes digest) {
        once(digests.putIfAbsent(digest, id), id, Finding.Code.STATEMENT_TWICE);
        anchored.add(id);
        return digest;
    }

    private Optional<Bytes> leaf(String id, Bytes encoded, BatchHeader header) {
        SignedStatement signed;
        try {
            signed = SignedStatement.decode(encoded);
        } catch (IllegalArgumentException e) {
            report.find(Finding.Code.STATEMENT_WRONG, id, "the stored statement cannot be read");
            return Optional.empty();
        }
        Optional<Statement> statement = Optional.of(signed)
                .filter(each -> each.kid().equals(header.kid()))
                .flatMap(each -> ledger.key(each.kid()))
                .flatMap(key -> signed.open(network, key.publicKey()));
        if (statement.isEmpty() || !statement.get().identifier().issuer().equals(header.department())) {
            report.find(
                    Finding.Code.STATEMENT_WRONG,
                    id,
                    "its statement is not signed by the batch's department with the batch's key");
        } else {
            once(
                    identifiers.putIfAbsent(statement.get().identifier().toString(), id),
                    id,
                    Finding.Code.IDENTIFIER_TWICE);
        }
        once(digests.putIfAbsent(signed.digest(), id), id, Finding.Code.STATEMENT_TWICE);
        anchored.add(id);
        return Optional.of(signed.digest());
    }

    // without the identifier itself: it may be a citizen's number
    private void once(@Nullable String before, String id, Finding.Code code) {
        if (before != null) {
            report.find(code, id, "the same is anchored as licence " + before);
        }
    }

    private void receipt(LedgerReplay.Anchored onLedger, Bytes digest, int index, StoredStatement licence) {
        if (licence.receipt().isEmpty()) {
            if (licence.state() == LicenceState.IN_FORCE) {
                report.find(Finding.Code.RECEIPT_WRONG, licence.id(), "it is IN_FORCE without a receipt");
            }
            return;
        }
        long number =
                (onLedger.firstTile() + index / TileTree.TILE_SIZE) * TileTree.TILE_SIZE + index % TileTree.TILE_SIZE;
        boolean right;
        try {
            FullReceipt receipt = FullReceipt.decode(licence.receipt().get());
            right = receipt.leadsFrom(digest)
                    && receipt.receipt().number() == number
                    && receipt.header().equals(onLedger.batch().message());
        } catch (IllegalArgumentException e) {
            right = false;
        }
        if (!right) {
            report.find(
                    Finding.Code.RECEIPT_WRONG,
                    licence.id(),
                    "its receipt does not lead to batch "
                            + onLedger.batch().key().hex() + " as number " + number);
        }
    }
}
