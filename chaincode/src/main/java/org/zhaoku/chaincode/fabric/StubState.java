package org.zhaoku.chaincode.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;
import org.zhaoku.chaincode.ledger.EndorsementPolicy;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;

/** The ledger's state through the stub of one Fabric transaction. */
final class StubState implements LedgerState {
    private final ChaincodeStub stub;

    StubState(ChaincodeStub stub) {
        this.stub = stub;
    }

    @Override
    public Network network() {
        return new Network(stub.getChannelId());
    }

    // the submitter's, from the signed proposal; stub.getMspId() would be the peer's
    @Override
    public String callerRegion() {
        try {
            return SerializedIdentity.parseFrom(stub.getCreator()).getMspid();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the submitter's identity cannot be read", e);
        }
    }

    @Override
    public boolean callerHas(Role role) {
        return CallerRoles.of(stub).contains(role);
    }

    @Override
    public Optional<Bytes> get(String key) {
        byte[] value = stub.getState(key);
        return value == null || value.length == 0 ? Optional.empty() : Optional.of(Bytes.of(value));
    }

    @Override
    public NavigableMap<String, Bytes> scan(String prefix) {
        int last = prefix.length() - 1;
        String end = prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
        NavigableMap<String, Bytes> found = new TreeMap<>();
        try (QueryResultsIterator<KeyValue> results = stub.getStateByRange(prefix, end)) {
            results.forEach(each -> found.put(each.getKey(), Bytes.of(each.getValue())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("closing a range query", e);
        }
        return found;
    }

    @Override
    public void put(String key, Bytes value) {
        stub.putState(key, value.toArray());
    }

    @Override
    public void restrict(String key, EndorsementPolicy policy) {
        stub.setStateValidationParameter(key, StatePolicy.encode(policy));
    }

    @Override
    public void emit(String name, Bytes payload) {
        stub.setEvent(name, payload.toArray());
    }
}
