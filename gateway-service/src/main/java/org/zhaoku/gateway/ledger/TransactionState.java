package org.zhaoku.gateway.ledger;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.zhaoku.chaincode.ledger.EndorsementPolicy;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;

/** What one transaction sees and changes when the contracts run in this process: its writes are kept apart from what it reads. */
public final class TransactionState implements LedgerState {
    private final Network network;
    private final Submitter submitter;
    private final Function<String, @Nullable Bytes> committed;
    private final Map<String, Bytes> writes = new TreeMap<>();
    private @Nullable Event event;

    /** What the transaction announces. */
    public record Event(String name, Bytes payload) {}

    /** @param committed committed value of a key, or null */
    public TransactionState(Network network, Submitter submitter, Function<String, @Nullable Bytes> committed) {
        this.network = network;
        this.submitter = submitter;
        this.committed = committed;
    }

    /** What was written, in the order of the keys. */
    public Map<String, Bytes> writes() {
        return writes;
    }

    public Optional<Event> event() {
        return Optional.ofNullable(event);
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public String callerRegion() {
        return submitter.region();
    }

    @Override
    public boolean callerHas(Role role) {
        return submitter.roles().contains(role);
    }

    @Override
    public Optional<Bytes> get(String key) {
        return Optional.ofNullable(committed.apply(key));
    }

    @Override
    public NavigableMap<String, Bytes> scan(String prefix) {
        throw new UnsupportedOperationException("a transaction must not read a range");
    }

    @Override
    public void put(String key, Bytes value) {
        writes.put(key, value);
    }

    // there is nobody else to ask
    @Override
    public void restrict(String key, EndorsementPolicy policy) {}

    @Override
    public void emit(String name, Bytes payload) {
        event = new Event(name, payload);
    }
}
