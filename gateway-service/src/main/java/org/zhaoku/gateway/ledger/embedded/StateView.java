package org.zhaoku.gateway.ledger.embedded;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;

/** The committed state, for queries. */
record StateView(Network network, NavigableMap<String, Bytes> state) implements LedgerView {
    @Override
    public Optional<Bytes> get(String key) {
        return Optional.ofNullable(state.get(key));
    }

    @Override
    public NavigableMap<String, Bytes> scan(String prefix) {
        // U+FFFF sorts after every character of a key
        return new TreeMap<>(state.subMap(prefix, true, prefix + '\uffff', false));
    }
}
