package org.zhaoku.chaincode.ledger;

import java.util.NavigableMap;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;

/** The committed ledger as a query sees it: nothing can be written through it. */
public interface LedgerView {
    /** The network: the name of the Fabric channel, or of the embedded ledger. */
    Network network();

    /** The committed value of {@code key}. A transaction does not see its own writes, as on Fabric. */
    Optional<Bytes> get(String key);

    /**
     * The committed values of all keys that begin with {@code prefix}, in the order of the keys. For queries only: Fabric
     * refuses a transaction whose range another has touched.
     */
    NavigableMap<String, Bytes> scan(String prefix);
}
