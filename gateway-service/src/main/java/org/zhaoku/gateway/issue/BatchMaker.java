package org.zhaoku.gateway.issue;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.SignedLicence;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.gateway.web.Incidents;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.trust.TypeRight;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes stored batches of signed licences, and mends what a fault left between two writes. */
@Component
class BatchMaker {
    private static final int DRAFT_BYTES = 8;
    private static final int AT_ONCE = 16;

    private final LicenceRepository licences;
    private final BatchRepository batches;
    private final LedgerView view;
    private final DepartmentKeys keys;
    private final StatementFactory statements;
    private final Ledger ledger;
    private final WorkPools pools;
    private final SecureRandom random;
    private final BatchProperties properties;
    private final String ownPrefix;

    BatchMaker(
            LicenceRepository licences,
            BatchRepository batches,
            LedgerView view,
            DepartmentKeys keys,
            StatementFactory statements,
            Ledger ledger,
            WorkPools pools,
            SecureRandom random,
            BatchProperties properties,
            GatewayId gateway) {
        this.licences = licences;
        this.batches = batches;
        this.view = view;
        this.keys = keys;
        this.statements = statements;
        this.ledger = ledger;
        this.pools = pools;
        this.random = random;
        this.properties = properties;
        this.ownPrefix = gateway.value() + "-";
    }

    /** What the drafts of this gateway begin with. */
    String ownPrefix() {
        return ownPrefix;
    }

    /**
     * A batch of these licences of a department, as far as no other draft has them, stored and ready to be submitted; empty if
     * none is left, or no key signs. A verifier asks that one key signs statement and batch, so what another key signed is signed
     * anew before.
     */
    Mono<Batch> make(UnifiedSocialCreditCode department, List<SignedLicence> licences) {
        return pools.crypto(() -> keys.active(department))
                .flatMap(Mono::justOrEmpty)
                .zipWith(pools.crypto(this::draft))
                .flatMap(of -> make(department, licences, of.getT1(), of.getT2()));
    }

    /** The same of licences that wait in the database. */
    Mono<Batch> makeOfFound(UnifiedSocialCreditCode department) {
        return pools.crypto(() -> takenBack(department))
                .flatMap(without -> licences.waiting(department, without, properties.maxSize())
                        .collectList())
                .flatMap(found -> make(department, Lane.take(new ArrayDeque<>(found), properties.maxSize())));
    }

    private Mono<Batch> make(
            UnifiedSocialCreditCode department, List<SignedLicence> wanted, SigningKey key, String draft) {
        return pools.crypto(() -> claimable(department, wanted))
                .flatMap(claimable -> licences.claim(List.copyOf(claimable.keySet()), draft)
                        .flatMapSequential(
                                id -> underKey(Objects.requireNonNull(claimable.get(id)), key, draft), AT_ONCE)
                        .collectList())
                .filter(taken -> !taken.isEmpty())
                .flatMap(taken -> pools.bulk(() -> build(department, draft, taken, key)))
                .flatMap(this::store)
                .onErrorResume(error -> mendAfter(error, draft));
    }

    private Map<String, SignedLicence> claimable(UnifiedSocialCreditCode department, List<SignedLicence> wanted) {
        Set<LicenceTypeCode> without = takenBack(department);
        Map<String, SignedLicence> claimable = new LinkedHashMap<>();
        wanted.stream()
                .filter(licence -> !without.contains(licence.type()))
                .forEach(licence -> claimable.put(licence.id(), licence));
        return claimable;
    }

    private Mono<SignedLicence> underKey(SignedLicence licence, SigningKey key, String draft) {
        return SignedStatement.decode(licence.statement()).kid().equals(key.kid())
                ? Mono.just(licence)
                : licences.find(licence.id())
                        .flatMap(whole -> statements.under(key, whole, draft))
                        .map(SignedLicence::of);
    }

    private String draft() {
        byte[] bytes = new byte[DRAFT_BYTES];
        random.nextBytes(bytes);
        return ownPrefix + HexFormat.of().formatHex(bytes);
    }

    private Set<LicenceTypeCode> takenBack(UnifiedSocialCreditCode department) {
        return view.authority(department).stream()
                .flatMap(authority -> authority.rights().stream()
                        .map(TypeRight::type)
                        .filter(type -> !authority.types().contains(type)))
                .collect(Collectors.toSet());
    }

    private Batch build(UnifiedSocialCreditCode department, String draft, List<SignedLicence> taken, SigningKey key) {
        List<SignedLicence> shuffled = new ArrayList<>(taken);
        // the order of arrival must not be read from the tree
        Collections.shuffle(shuffled, random);
        var tree = new TileTree(
                digests(shuffled.stream().map(SignedLicence::statement).toList()));
        var header = new BatchHeader(
                ledger.network(),
                department,
                ledger.region(),
                key.kid(),
                shuffled.stream().map(licence -> licence.type().value()).collect(Collectors.toCollection(TreeSet::new)),
                shuffled.size(),
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        return new Batch(
                draft,
                SignedBatch.sign(header, tree.tileRoots(), key),
                shuffled.stream().map(SignedLicence::id).toList(),
                false);
    }

    /** Digests of signed statements: the leaves of their batch. */
    static List<Bytes> digests(List<Bytes> statements) {
        return statements.stream()
                .map(statement -> SignedStatement.decode(statement).digest())
                .toList();
    }

    private Mono<Batch> store(Batch batch) {
        return batches.insert(batch).then(anchoring(batch)).thenReturn(batch);
    }

    private Mono<Void> anchoring(Batch batch) {
        return licences.anchoring(
                batch.draft(), batch.licenceIds(), batch.batch().key());
    }

    private Mono<Batch> mendAfter(Throwable error, String draft) {
        Incidents.record(error);
        return mend(draft)
                .retryWhen(Retries.endless("mending a draft", properties.maxPause()))
                .next();
    }

    /**
     * Mends all drafts that begin with {@code prefix}: one whose batch is stored goes on, any other gives its licences back.
     *
     * @return the stored batches that the ledger is not known to have
     */
    Flux<Batch> mend(String prefix) {
        return batches.open()
                .filter(batch -> batch.draft().startsWith(prefix))
                .concatMap(batch -> anchoring(batch).thenReturn(batch))
                .collectList()
                .flatMapMany(stored -> licences.release(
                                prefix, stored.stream().map(Batch::draft).toList())
                        .thenMany(Flux.fromIterable(stored)));
    }
}
