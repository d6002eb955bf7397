package org.zhaoku.gateway.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One ledger that several regions hold, in this process, with the real contracts; each transaction is a block. */
public final class SharedLedger {
    private final Network network = new Network("shared");
    private final Map<String, Bytes> state = new HashMap<>();
    private final List<LedgerBlock> blocks = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();

    /** What a region sees: all blocks, unless it is held back. */
    public final class Region implements Ledger {
        private final String name;
        private final Sinks.Many<LedgerBlock> seen = Sinks.many().replay().all();
        private final AtomicLong delivered = new AtomicLong();
        private long limit = Long.MAX_VALUE;
        private volatile Sinks.Empty<Void> back = Sinks.empty();

        private Region(String name) {
            this.name = name;
            back.tryEmitEmpty();
        }

        /** Sees no block from this number on, until it is let go. */
        public void holdAt(long number) {
            synchronized (SharedLedger.this) {
                limit = number;
            }
        }

        /** Hangs for this region: no call is answered and no block comes, until it is let go. */
        public void hang() {
            back = Sinks.empty();
            holdAt(0);
        }

        private <T> Mono<T> answered(Mono<T> answer) {
            return Mono.defer(() -> back.asMono().then(answer));
        }

        public void letGo() {
            holdAt(Long.MAX_VALUE);
            deliver();
            back.tryEmitEmpty();
        }

        private void deliver() {
            synchronized (SharedLedger.this) {
                while (delivered.get() < Math.min(limit, blocks.size())) {
                    seen.emitNext(blocks.get((int) delivered.getAndIncrement()), Sinks.EmitFailureHandler.FAIL_FAST);
                }
            }
        }

        @Override
        public Network network() {
            return network;
        }

        @Override
        public String region() {
            return name;
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public Mono<PreparedTransaction> prepare(Command command) {
            return answered(Mono.just(new PreparedTransaction(command.kind().function(), command.encode())));
        }

        @Override
        public Mono<Outcome> submit(PreparedTransaction transaction) {
            return answered(Mono.fromCallable(() -> commit(
                            Submitter.sole(name),
                            CommandKind.ofFunction(transaction.id())
                                    .orElseThrow()
                                    .decode(transaction.envelope()))))
                    .onErrorMap(
                            ContractException.class,
                            e -> new LedgerException(
                                    LedgerException.Kind.REFUSED, e.code().name(), e.getMessage(), e));
        }

        @Override
        public Mono<Bytes> query(String function, String... arguments) {
            return answered(Mono.fromCallable(() -> ask(function, arguments)));
        }

        @Override
        public Mono<Long> height() {
            return answered(Mono.fromSupplier(delivered::get));
        }

        @Override
        public Flux<LedgerBlock> blocks(long from) {
            return seen.asFlux().filter(block -> block.number() >= from);
        }
    }

    public synchronized Region region(String name) {
        var region = new Region(name);
        regions.add(region);
        region.deliver();
        return region;
    }

    private synchronized Bytes ask(String function, String... arguments) {
        return Contracts.query(
                view(), function, Stream.of(arguments).map(Bytes::utf8).toList());
    }

    /** What is committed, keys in their order. */
    private org.zhaoku.chaincode.ledger.LedgerView view() {
        return new org.zhaoku.chaincode.ledger.LedgerView() {
            @Override
            public Network network() {
                return network;
            }

            @Override
            public Optional<Bytes> get(String key) {
                return Optional.ofNullable(state.get(key));
            }

            @Override
            public NavigableMap<String, Bytes> scan(String prefix) {
                var found = new TreeMap<String, Bytes>();
                state.forEach((key, value) -> {
                    if (key.startsWith(prefix)) {
                        found.put(key, value);
                    }
                });
                return found;
            }
        };
    }

    private synchronized Outcome commit(Submitter submitter, Command command) {
        var transaction = new TransactionState(network, submitter, state::get);
        Outcome outcome = Contracts.apply(transaction, command);
        if (outcome == Outcome.CHANGED) {
            state.putAll(transaction.writes());
            var event = transaction.event().orElseThrow();
            announce(submitter, event.name(), event.payload());
        }
        return outcome;
    }

    /** Puts whatever it is into a block, as colluding endorsers can. */
    public synchronized void announce(Submitter submitter, String name, Bytes payload) {
        var position = new Position(blocks.size(), 0);
        blocks.add(new LedgerBlock(blocks.size(), List.of(new LedgerBlock.Entry(position, submitter, name, payload))));
        regions.forEach(Region::deliver);
    }

    public synchronized long height() {
        return blocks.size();
    }
}
