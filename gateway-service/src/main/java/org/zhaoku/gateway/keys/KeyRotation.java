package org.zhaoku.gateway.keys;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.gateway.web.ProblemCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Turns of keys. A new key is made, carried to the other gateways, and activated; then, sweep by sweep, the active key is put in
 * the place of the old one wherever that is needed. An old key is destroyed when {@value #QUIET_SWEEPS} sweeps in a row found nothing
 * that needs it: another gateway may learn of the turn one sweep late and write for some seconds more. Sweeps are counted, not
 * seconds, so that a process that stood still does not destroy what it is about to need. A kill loses nothing: what is left is found
 * by the next sweep.
 */
public final class KeyRotation {
    static final int QUIET_SWEEPS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

    private final Map<KeyRing.Kind, KeyRing<?>> rings = new HashMap<>();
    private final List<KeyUse> uses;
    private final MongoKeyTurns turns;
    private final Map<String, Integer> quiet = new HashMap<>();

    KeyRotation(List<KeyRing<?>> rings, List<KeyUse> uses, MongoKeyTurns turns) {
        rings.forEach(ring -> this.rings.put(ring.kind(), ring));
        this.uses = List.copyOf(uses);
        this.turns = turns;
    }

    /**
     * A key as the operator sees it.
     *
     * @param id 16 hexadecimal digits
     * @param state where it is in its life
     * @param held whether this gateway has it
     * @param documents how many stored documents need it
     */
    public record KeyView(String id, State state, boolean held, long documents) {}

    /** A key's life. */
    public enum State {
        /** Made, not used yet. */
        PREPARED,
        /** For all that is written. */
        ACTIVE,
        /** What it is needed for is being moved to the active one. */
        RETIRED,
        /** Nothing needs it, and it is or will be destroyed wherever it is. */
        DESTROYED
    }

    /** All keys of a kind, the active one first. */
    public Flux<KeyView> keys(KeyRing.Kind kind) {
        return follow(kind).flatMapMany(ring -> {
            KeyRing.Turn turn = ring.turn();
            List<String> held = ring.shelf().ids();
            return Flux.concat(
                            Flux.just(turn.active()),
                            Flux.fromIterable(turn.retired()),
                            Flux.fromIterable(turn.destroyed()),
                            Flux.fromIterable(held))
                    .distinct()
                    .concatMap(id ->
                            count(kind, id).map(count -> new KeyView(id, state(turn, id), held.contains(id), count)));
        });
    }

    private static State state(KeyRing.Turn turn, String id) {
        if (id.equals(turn.active())) {
            return State.ACTIVE;
        }
        if (turn.retired().contains(id)) {
            return State.RETIRED;
        }
        return turn.destroyed().contains(id) ? State.DESTROYED : State.PREPARED;
    }

    /** Makes a key that nothing uses yet. */
    public Mono<KeyView> prepare(KeyRing.Kind kind) {
        return Mono.fromCallable(() -> ring(kind).shelf().create())
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(id -> LOG.info("a {} key {} was made", kind.value(), id))
                .map(id -> new KeyView(id, State.PREPARED, true, 0));
    }

    /** The key's turn comes; the one before is retired. The active key again is no error. */
    public Flux<KeyView> activate(KeyRing.Kind kind, String id) {
        return follow(kind)
                .flatMap(ring -> {
                    KeyRing.Turn turn = ring.turn();
                    if (!ring.shelf().ids().contains(id)) {
                        return Mono.error(ProblemCode.KEY_UNKNOWN.because("This gateway holds no such " + kind.value()
                                + " key; make one, or copy its file from the gateway that made it."));
                    }
                    if (turn.retired().contains(id) || turn.destroyed().contains(id)) {
                        return Mono.error(ProblemCode.KEY_IN_USE.because("The key's turn is over; make a new one."));
                    }
                    return id.equals(turn.active())
                            ? Mono.just(turn)
                            : turns.activate(kind, turn.active(), id)
                                    .doOnNext(next -> LOG.info(
                                            "{} key {} is active, {} is retired", kind.value(), id, turn.active()));
                })
                .thenMany(Flux.defer(() -> keys(kind)));
    }

    /** One round over all kinds: learns of turns, moves what is left, destroys what nothing needs. */
    public Mono<Void> sweep() {
        return Flux.fromIterable(rings.keySet())
                .concatMap(kind -> follow(kind)
                        .flatMapMany(ring -> Flux.fromStream(() ->
                                        Stream.concat(ring.turn().retired().stream(), ring.turn().destroyed().stream()))
                                .filter(id -> ring.shelf().ids().contains(id))
                                .concatMap(id -> sweep(ring, id))))
                .then();
    }

    private Mono<Void> sweep(KeyRing<?> ring, String id) {
        return Flux.fromIterable(uses)
                .filter(use -> use.kind() == ring.kind())
                .concatMap(use -> use.replace(id))
                .reduce(0L, Long::sum)
                .flatMap(moved -> {
                    if (moved > 0) {
                        LOG.info(
                                "{} documents need {} key {} no more",
                                moved,
                                ring.kind().value(),
                                id);
                    }
                    return quiet(id, moved) < QUIET_SWEEPS ? Mono.<Void>empty() : destroy(ring, id);
                });
    }

    private synchronized int quiet(String id, long moved) {
        return quiet.merge(id, moved > 0 ? 0 : 1, (before, one) -> moved > 0 ? 0 : before + 1);
    }

    // first the mark, then the key: killed in between, the next start finds the mark and the key
    private Mono<Void> destroy(KeyRing<?> ring, String id) {
        return turns.destroyed(ring.kind(), id)
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(turn -> {
                    ring.follow(turn);
                    ring.shelf().destroy(id);
                    LOG.info("{} key {} is destroyed", ring.kind().value(), id);
                })
                .then();
    }

    private Mono<Long> count(KeyRing.Kind kind, String id) {
        return Flux.fromIterable(uses)
                .filter(use -> use.kind() == kind)
                .concatMap(use -> use.count(id))
                .reduce(0L, Long::sum);
    }

    /** The ring, as the database has it now. On a thread that may block. */
    private Mono<KeyRing<?>> follow(KeyRing.Kind kind) {
        return turns.find(kind).publishOn(Schedulers.boundedElastic()).map(turn -> {
            KeyRing<?> ring = ring(kind);
            ring.follow(turn);
            return ring;
        });
    }

    private KeyRing<?> ring(KeyRing.Kind kind) {
        KeyRing<?> ring = rings.get(kind);
        if (ring == null) {
            throw new IllegalStateException("no ring of kind " + kind);
        }
        return ring;
    }
}
