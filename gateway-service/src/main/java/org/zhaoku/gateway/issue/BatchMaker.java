package org.zhaoku.gateway.issue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.zhaoku.chaincode.command.RenewBatch;
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
import org.zhaoku.verifier.sm.KeyId;
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
    /** What drafts begin with, behind the gateway's id, whose batch the department signs. */
    private static final String DETACHED = "detached-";

    private final LicenceRepository licences;
    private final BatchRepository batches;
    private final LedgerView view;
    private final DepartmentKeys keys;
    private final StatementFactory statements;
    private final Successions successions;
    private final Ledger ledger;
    private final WorkPools pools;
    private final SecureRandom random;
    private final BatchProperties properties;
    private final MadeBatches made;
    private final String ownPrefix;

    BatchMaker(
            LicenceRepository licences,
            BatchRepository batches,
            LedgerView view,
            DepartmentKeys keys,
            StatementFactory statements,
            Successions successions,
            Ledger ledger,
            WorkPools pools,
            SecureRandom random,
            BatchProperties properties,
            MadeBatches made,
            GatewayId gateway) {
        this.licences = licences;
        this.batches = batches;
        this.view = view;
        this.keys = keys;
        this.statements = statements;
        this.successions = successions;
        this.ledger = ledger;
        this.pools = pools;
        this.random = random;
        this.properties = properties;
        this.made = made;
        this.ownPrefix = gateway.value() + "-";
    }

    /** What the drafts of this gateway begin with. */
    String ownPrefix() {
        return ownPrefix;
    }

    /**
     * A batch of these drafts of a department, stored and ready to be submitted; empty if nothing can be made of them now, and then
     * they are given up. Types to which the department has no right any more stay out: they would hold up all others. A verifier
     * asks that one key signs statement and batch, so what another key signed is signed anew before.
     */
    Mono<Batch> make(UnifiedSocialCreditCode department, List<Draft> drafts) {
        List<String> ids = drafts.stream().map(Draft::id).toList();
        return pools.crypto(() -> keys.active(department))
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(licences.release(ids).then(Mono.empty()))
                .flatMap(key -> leaves(department, drafts, key)
                        .filter(leaves -> !leaves.isEmpty())
                        .flatMap(leaves -> pools.bulk(() -> build(department, ids, leaves, key))))
                .flatMap(batch -> batches.insert(batch).thenReturn(batch))
                .onErrorResume(error -> mendAfter(error, ids));
    }

    /** The same of licences that wait in the database. */
    Mono<Batch> makeOfFound(UnifiedSocialCreditCode department) {
        return pools.crypto(() -> takenBack(department))
                .flatMap(without -> licences.waiting(department, without, properties.maxSize())
                        .collectMap(SignedLicence::id, Function.identity(), LinkedHashMap::new))
                .zipWith(pools.crypto(this::newDraft))
                .flatMap(found -> claimed(fitting(found.getT1()), found.getT2()))
                .flatMap(draft -> make(department, List.of(draft)));
    }

    private Mono<Draft> claimed(Map<String, SignedLicence> wanted, String draft) {
        return licences.claim(List.copyOf(wanted.keySet()), draft)
                .mapNotNull(wanted::get)
                .collectList()
                .filter(taken -> !taken.isEmpty())
                .map(taken -> new Draft(draft, taken))
                .onErrorResume(error -> mendAfter(error, List.of(draft)).then(Mono.empty()));
    }

    /** The first ones, of as many types and with as many successors as a batch may have. */
    private static Map<String, SignedLicence> fitting(Map<String, SignedLicence> found) {
        Map<String, SignedLicence> fitting = new LinkedHashMap<>();
        Set<LicenceTypeCode> types = new HashSet<>();
        int successors = 0;
        for (SignedLicence licence : found.values()) {
            types.add(licence.type());
            successors += licence.successor() ? 1 : 0;
            if (types.size() > BatchHeader.MAX_TYPES || successors > RenewBatch.MAX_CHANGES) {
                break;
            }
            fitting.put(licence.id(), licence);
        }
        return fitting;
    }

    private record Leaf(String id, LicenceTypeCode type, Bytes digest, boolean successor) {
        static Leaf of(SignedLicence licence, SignedStatement statement) {
            return new Leaf(licence.id(), licence.type(), statement.digest(), licence.successor());
        }
    }

    private record Sorted(List<Leaf> leaves, List<String> withoutRight, Map<String, String> draftsOfOthers) {}

    private Mono<List<Leaf>> leaves(UnifiedSocialCreditCode department, List<Draft> drafts, SigningKey key) {
        return successions
                .withoutLate(drafts)
                .flatMap(inTime -> pools.bulk(() -> sort(inTime, takenBack(department), key.kid())))
                .flatMap(sorted -> licences.giveBack(sorted.withoutRight())
                        .thenMany(Flux.fromIterable(sorted.draftsOfOthers().entrySet()))
                        .flatMap(other -> underKey(other.getKey(), key, other.getValue()), AT_ONCE)
                        .collectList()
                        .map(others -> Stream.concat(sorted.leaves().stream(), others.stream())
                                .toList()));
    }

    private static Sorted sort(List<Draft> drafts, Set<LicenceTypeCode> takenBack, KeyId kid) {
        List<Leaf> leaves = new ArrayList<>();
        List<String> withoutRight = new ArrayList<>();
        Map<String, String> draftsOfOthers = new HashMap<>();
        for (Draft draft : drafts) {
            for (SignedLicence licence : draft.licences()) {
                SignedStatement statement = SignedStatement.decode(licence.statement());
                if (takenBack.contains(licence.type())) {
                    withoutRight.add(licence.id());
                } else if (statement.kid().equals(kid)) {
                    leaves.add(Leaf.of(licence, statement));
                } else {
                    draftsOfOthers.put(licence.id(), draft.id());
                }
            }
        }
        return new Sorted(leaves, withoutRight, draftsOfOthers);
    }

    private Mono<Leaf> underKey(String id, SigningKey key, String draft) {
        return licences.find(id)
                .flatMap(whole -> statements.under(key, whole, draft))
                .map(SignedLicence::of)
                .map(licence -> Leaf.of(licence, SignedStatement.decode(licence.statement())));
    }

    /** The id of a new draft of this gateway. May block. */
    String newDraft() {
        return ownPrefix + randomName();
    }

    /** The same for a batch that a department signed by itself: such a draft without its batch is deleted. May block. */
    String newDetachedDraft() {
        return ownPrefix + DETACHED + randomName();
    }

    private String randomName() {
        byte[] bytes = new byte[DRAFT_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Set<LicenceTypeCode> takenBack(UnifiedSocialCreditCode department) {
        return view.authority(department).stream()
                .flatMap(authority -> authority.rights().stream()
                        .map(TypeRight::type)
                        .filter(type -> !authority.types().contains(type)))
                .collect(Collectors.toSet());
    }

    private Batch build(UnifiedSocialCreditCode department, List<String> drafts, List<Leaf> leaves, SigningKey key) {
        List<Leaf> shuffled = new ArrayList<>(leaves);
        // the order of arrival must not be read from the tree
        Collections.shuffle(shuffled, random);
        var tree = new TileTree(shuffled.stream().map(Leaf::digest).toList());
        var header = new BatchHeader(
                ledger.network(),
                department,
                ledger.region(),
                key.kid(),
                shuffled.stream().map(leaf -> leaf.type().value()).collect(Collectors.toCollection(TreeSet::new)),
                shuffled.size(),
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        SignedBatch signed = SignedBatch.sign(header, tree.tileRoots(), key);
        made.put(signed.key(), tree);
        return new Batch(
                drafts,
                signed,
                shuffled.stream().map(Leaf::id).toList(),
                shuffled.stream().filter(Leaf::successor).map(Leaf::id).toList(),
                false);
    }

    private Mono<Batch> mendAfter(Throwable error, List<String> drafts) {
        Incidents.record(error);
        return batches.open()
                .filter(batch -> !Collections.disjoint(batch.drafts(), drafts))
                .next()
                .switchIfEmpty(licences.release(drafts).then(Mono.empty()))
                .retryWhen(Retries.endless("mending a draft", properties.maxPause()));
    }

    /**
     * Mends all drafts of this gateway: one that is in a stored batch goes on, any other gives its licences back; those that
     * the department signed by itself are deleted, since they are signed for another batch.
     *
     * @return the stored batches that the ledger is not known to have
     */
    Flux<Batch> mend() {
        return batches.open()
                .filter(batch -> batch.isOf(ownPrefix))
                .collectList()
                .flatMapMany(stored -> {
                    List<String> kept = stored.stream()
                            .flatMap(batch -> batch.drafts().stream())
                            .toList();
                    return licences.withdraw(ownPrefix + DETACHED, kept)
                            .then(licences.release(ownPrefix, kept))
                            .thenMany(Flux.fromIterable(stored));
                });
    }
}
