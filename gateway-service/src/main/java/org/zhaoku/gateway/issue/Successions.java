package org.zhaoku.gateway.issue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Inclusion;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.ledger.RecordedChange;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.SignedLicence;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.gateway.licence.Succession;
import org.zhaoku.gateway.life.AnchoredLicence;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a batch does to the licences that its own replace. Their changes of state are decided anew for each transaction by what
 * the ledger has, since a batch is its header: the changes do not belong to it. A successor whose predecessor may not give way
 * any more is anchored with the others of its batch, but nothing binds it, so no verifier takes it.
 */
@Component
class Successions implements BatchCommands {
    private final LicenceRepository licences;
    private final LedgerView view;
    private final Ledger ledger;
    private final DepartmentKeys keys;
    private final WorkPools pools;
    private final Backlog backlog;
    private final MadeBatches made;

    private record Pair(StoredStatement successor, Succession succession, AnchoredLicence old) {}

    Successions(
            LicenceRepository licences,
            LedgerView view,
            Ledger ledger,
            DepartmentKeys keys,
            WorkPools pools,
            Backlog backlog,
            MadeBatches made) {
        this.licences = licences;
        this.view = view;
        this.ledger = ledger;
        this.keys = keys;
        this.pools = pools;
        this.backlog = backlog;
        this.made = made;
    }

    @Override
    public Mono<Command> command(Batch batch) {
        if (batch.successorIds().isEmpty()) {
            return Mono.just(new AnchorBatch(batch.batch()));
        }
        return Mono.zip(tree(batch), pairs(batch.successorIds()).collectList())
                .flatMap(found -> pools.crypto(() -> command(batch, found.getT1(), found.getT2())));
    }

    private Mono<TileTree> tree(Batch batch) {
        return Mono.justOrEmpty(made.tree(batch.batch().key()))
                .switchIfEmpty(Mono.defer(() -> licences.statements(batch.licenceIds())
                        .collectMap(StoredStatement::id, Successions::digest)
                        .map(digests -> new TileTree(batch.licenceIds().stream()
                                .map(id -> Objects.requireNonNull(digests.get(id)))
                                .toList()))));
    }

    private Command command(Batch batch, TileTree tree, List<Pair> pairs) {
        // without an active key the contract refuses the batch, too, and says why
        return keys.active(batch.batch().header().department())
                .map(key -> changes(batch, tree, pairs, key))
                .filter(changes -> !changes.isEmpty())
                .<Command>map(changes -> new RenewBatch(batch.batch(), changes))
                .orElseGet(() -> new AnchorBatch(batch.batch()));
    }

    private List<ProvenChange> changes(Batch batch, TileTree tree, List<Pair> pairs, SigningKey key) {
        Map<String, Integer> places = IntStream.range(0, batch.licenceIds().size())
                .boxed()
                .collect(Collectors.toMap(batch.licenceIds()::get, Function.identity()));
        return pairs.stream()
                .filter(pair -> mayFollow(pair.old(), pair.succession()))
                .map(pair -> new ProvenChange(
                        SignedStatusChange.sign(change(pair), key),
                        pair.old().path(),
                        Optional.of(inclusion(
                                batch,
                                tree,
                                Objects.requireNonNull(
                                        places.get(pair.successor().id()))))))
                .toList();
    }

    private StatusChange change(Pair pair) {
        StatusChange change = StatusChange.superseded(
                pair.old().place(),
                standing(pair.old()).changes().size() + 1L,
                pair.succession().occasion().reason(),
                digest(pair.successor()));
        return pair.succession().decidedOn().map(change::on).orElse(change);
    }

    private static Inclusion inclusion(Batch batch, TileTree tree, int place) {
        return new Inclusion(
                batch.batch().key(),
                place,
                Stream.concat(tree.pathInTile(place).stream(), tree.pathOfTile(place / TileTree.TILE_SIZE).stream())
                        .toList());
    }

    /** These without the licences whose predecessor may not give way to them any more: they are refused and need not be anchored. */
    Mono<List<Draft>> withoutLate(List<Draft> drafts) {
        List<String> ids = drafts.stream()
                .flatMap(draft -> draft.licences().stream())
                .filter(SignedLicence::successor)
                .map(SignedLicence::id)
                .toList();
        if (ids.isEmpty()) {
            return Mono.just(drafts);
        }
        return pairs(ids)
                .filter(pair -> !mayFollow(pair.old(), pair.succession()))
                .map(pair -> pair.successor().id())
                .collect(Collectors.toSet())
                .flatMap(late -> licences.overtaken(List.copyOf(late))
                        .doOnSuccess(done -> backlog.done(late.size()))
                        .thenReturn(without(drafts, late)));
    }

    private static List<Draft> without(List<Draft> drafts, Set<String> late) {
        return late.isEmpty()
                ? drafts
                : drafts.stream()
                        .map(draft -> new Draft(
                                draft.id(),
                                draft.licences().stream()
                                        .filter(licence -> !late.contains(licence.id()))
                                        .toList()))
                        .toList();
    }

    /** Refuses those of an anchored batch that the ledger does not bind to what they were to replace. */
    Mono<Set<String>> refused(Batch batch) {
        if (batch.successorIds().isEmpty()) {
            return Mono.just(Set.of());
        }
        return pairs(batch.successorIds())
                .filter(pair -> !isBound(pair))
                .map(pair -> pair.successor().id())
                .collect(Collectors.toSet())
                .flatMap(unbound -> licences.overtaken(List.copyOf(unbound)).thenReturn(unbound));
    }

    private boolean isBound(Pair pair) {
        return standing(pair.old()).changes().stream()
                .map(RecordedChange::successor)
                .anyMatch(Optional.of(digest(pair.successor()))::equals);
    }

    private boolean mayFollow(AnchoredLicence old, Succession succession) {
        LicenceStanding standing = standing(old);
        return succession
                        .occasion()
                        .reason()
                        .allows(standing.state(), org.zhaoku.verifier.status.LicenceState.SUPERSEDED)
                && standing.changes().size() < StatusChange.MAX_SEQUENCE;
    }

    private Flux<Pair> pairs(List<String> successors) {
        return licences.statements(successors)
                .collectList()
                .flatMapMany(found -> licences.statements(found.stream()
                                .map(each -> each.succession().orElseThrow().licence())
                                .toList())
                        .collectMap(StoredStatement::id)
                        .flatMapMany(old -> pools.bulk(() -> pairs(found, old)).flatMapIterable(Function.identity())));
    }

    private List<Pair> pairs(List<StoredStatement> successors, Map<String, StoredStatement> old) {
        return successors.stream()
                .map(successor -> {
                    Succession succession = successor.succession().orElseThrow();
                    var before = Objects.requireNonNull(old.get(succession.licence()));
                    return new Pair(
                            successor,
                            succession,
                            AnchoredLicence.of(ledger.network(), before).orElseThrow());
                })
                .toList();
    }

    private LicenceStanding standing(AnchoredLicence old) {
        return view.standing(old.place().department(), old.place().statement());
    }

    private static Bytes digest(StoredStatement licence) {
        return licence.digest().orElseThrow();
    }
}
