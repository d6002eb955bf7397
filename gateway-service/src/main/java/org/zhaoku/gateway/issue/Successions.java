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
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a batch does to the licences that its own replace: a version before gives way, one that another department let go is taken
 * in. The changes of state are decided anew for each transaction by what the ledger has, since a batch is its header: the changes do
 * not belong to it. A successor whose predecessor may not give way
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

    /** @param anchored the version before with its place; empty if another department let the old one go */
    private record Pair(
            StoredStatement successor, Succession succession, Predecessor old, Optional<AnchoredLicence> anchored) {}

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
                .filter(this::mayFollow)
                .map(pair -> {
                    Inclusion inclusion = inclusion(
                            batch,
                            tree,
                            Objects.requireNonNull(places.get(pair.successor().id())));
                    return pair.anchored()
                            .map(old -> superseded(pair, old, inclusion, key))
                            .orElseGet(() -> takenIn(pair, inclusion, key));
                })
                .toList();
    }

    private ProvenChange superseded(Pair pair, AnchoredLicence old, Inclusion inclusion, SigningKey key) {
        StatusChange change = StatusChange.superseded(
                old.place(),
                standing(pair.old()).changes().size() + 1L,
                pair.succession().occasion().reason(),
                digest(pair.successor()));
        return new ProvenChange(
                SignedStatusChange.sign(decided(pair, change), key), old.path(), Optional.of(inclusion));
    }

    private ProvenChange takenIn(Pair pair, Inclusion inclusion, SigningKey key) {
        var licence = new StatusChange.Licence(
                ledger.network(), issuer(pair), inclusion.batch(), inclusion.place(), digest(pair.successor()));
        StatusChange change = StatusChange.transferredIn(licence, 1, pair.old());
        return new ProvenChange(
                SignedStatusChange.sign(decided(pair, change), key), inclusion.path(), Optional.empty());
    }

    private static StatusChange decided(Pair pair, StatusChange change) {
        return pair.succession().decidedOn().map(change::on).orElse(change);
    }

    private static UnifiedSocialCreditCode issuer(Pair pair) {
        return LicenceIdentifier.parse(pair.successor().identifier()).issuer();
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
                .filter(pair -> !mayFollow(pair))
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
        Bytes successor = digest(pair.successor());
        LicenceStanding old = standing(pair.old());
        return pair.anchored().isPresent()
                ? old.changes().stream().map(RecordedChange::successor).anyMatch(Optional.of(successor)::equals)
                : old.takenBy().equals(Optional.of(new Predecessor(issuer(pair), successor)));
    }

    private boolean mayFollow(Pair pair) {
        LicenceStanding old = standing(pair.old());
        return pair.anchored().isPresent()
                ? pair.succession().occasion().reason().allows(old.state(), LicenceState.SUPERSEDED)
                        && old.changes().size() < StatusChange.MAX_SEQUENCE
                // that it was let go was seen before this was accepted, by a gateway that may be ahead of this one
                : old.takenBy().isEmpty();
    }

    private Flux<Pair> pairs(List<String> successors) {
        return licences.statements(successors)
                .collectList()
                .flatMapMany(found -> licences.statements(found.stream()
                                .flatMap(each -> each.succession().orElseThrow().licence().stream())
                                .toList())
                        .collectMap(StoredStatement::id)
                        .flatMapMany(old -> pools.bulk(() -> pairs(found, old)).flatMapIterable(Function.identity())));
    }

    private List<Pair> pairs(List<StoredStatement> successors, Map<String, StoredStatement> old) {
        return successors.stream()
                .map(successor -> {
                    Succession succession = successor.succession().orElseThrow();
                    Optional<AnchoredLicence> anchored = succession
                            .licence()
                            .map(id -> AnchoredLicence.of(ledger.network(), Objects.requireNonNull(old.get(id)))
                                    .orElseThrow());
                    Predecessor before = anchored.map(version -> new Predecessor(
                                    version.place().department(),
                                    version.place().statement()))
                            .or(succession::predecessor)
                            .orElseThrow();
                    return new Pair(successor, succession, before, anchored);
                })
                .toList();
    }

    private LicenceStanding standing(Predecessor old) {
        return view.standing(old.department(), old.statement());
    }

    private static Bytes digest(StoredStatement licence) {
        return licence.digest().orElseThrow();
    }
}
