package org.zhaoku.chaincode.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.ledger.EndorsementPolicy;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;

/** A ledger in memory that behaves as Fabric does: a transaction does not see its own writes. */
public final class TestLedger {
    public final NavigableMap<String, Bytes> state = new TreeMap<>();
    public final NavigableMap<String, EndorsementPolicy> policies = new TreeMap<>();
    public final List<LedgerEvent> events = new ArrayList<>();
    /** Of everybody who submits. */
    public Set<Role> roles = EnumSet.allOf(Role.class);

    /** Submits a command through the door that Fabric uses. */
    public Outcome submit(String region, Command command) {
        return Outcome.decode(invoke(region, command.kind().function(), command.encode()));
    }

    public String query(String function, String... arguments) {
        Bytes[] bytes = Stream.of(arguments).map(Bytes::utf8).toArray(Bytes[]::new);
        return new String(invoke("AnyMSP", function, bytes).toArray(), UTF_8);
    }

    public Bytes invoke(String region, String function, Bytes... arguments) {
        Transaction transaction = begin(region);
        Bytes answer = Contracts.invoke(transaction, function, List.of(arguments));
        if (Contracts.isQuery(function) && !transaction.writes.isEmpty()) {
            throw new AssertionError("a query wrote");
        }
        transaction.commit();
        return answer;
    }

    public Transaction begin(String region) {
        return new Transaction(region);
    }

    /** One transaction; what it writes is there after {@link #commit}. */
    public final class Transaction implements LedgerState {
        private final String region;
        private final NavigableMap<String, Bytes> writes = new TreeMap<>();
        private final NavigableMap<String, EndorsementPolicy> restricted = new TreeMap<>();
        private final NavigableSet<String> reads = new TreeSet<>();
        private final List<LedgerEvent> emitted = new ArrayList<>();

        private Transaction(String region) {
            this.region = region;
        }

        public void commit() {
            if (writes.isEmpty() != emitted.isEmpty()) {
                throw new AssertionError("an event without a change, or a change without its event");
            }
            if (!writes.keySet().containsAll(restricted.keySet())) {
                throw new AssertionError("a policy of a key that is not written");
            }
            state.putAll(writes);
            policies.putAll(restricted);
            events.addAll(emitted);
        }

        @Override
        public Network network() {
            return Samples.NETWORK;
        }

        @Override
        public String callerRegion() {
            return region;
        }

        /** The keys that were read: Fabric refuses the transaction if one of them changes before it commits. */
        public NavigableSet<String> reads() {
            return reads;
        }

        @Override
        public boolean callerHas(Role role) {
            return roles.contains(role);
        }

        @Override
        public Optional<Bytes> get(String key) {
            reads.add(key);
            return Optional.ofNullable(state.get(key));
        }

        @Override
        public NavigableMap<String, Bytes> scan(String prefix) {
            return new TreeMap<>(state.subMap(prefix, prefix + '\uffff'));
        }

        @Override
        public void put(String key, Bytes value) {
            if (value.size() == 0 || writes.put(key, value) != null) {
                throw new AssertionError("an empty value, or one key twice: " + key);
            }
        }

        @Override
        public void restrict(String key, EndorsementPolicy policy) {
            restricted.put(key, policy);
        }

        @Override
        public void emit(String name, Bytes payload) {
            if (!emitted.isEmpty()) {
                throw new AssertionError("a second event");
            }
            emitted.add(LedgerEvent.decode(name, payload));
        }
    }
}
