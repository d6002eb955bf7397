package org.zhaoku.chaincode.regions;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.ledger.EndorsementPolicy;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.sm.KeyId;

/** Reads the directory of regions. */
public final class Regions {
    private static final int MAX_REGIONS = 1000;

    private Regions() {}

    /** A region's entry, if it has one. */
    public static Optional<PutRegion> find(LedgerView ledger, String region) {
        return ledger.get(StateKeys.region(region)).map(PutRegion::decode);
    }

    /** Whether some region has had a key with this kid. */
    public static boolean holds(LedgerView ledger, KeyId kid) {
        return ledger.get(StateKeys.regionKey(kid)).isPresent();
    }

    /**
     * Writes an entry of {@code owner}, whose next change needs the endorsement of the owner and of another region in the
     * directory. While there is no other the chaincode's own policy holds.
     */
    public static void putOwned(LedgerState ledger, String owner, String key, Bytes value) {
        ledger.put(key, value);
        NavigableSet<String> others = new TreeSet<>(all(ledger));
        others.remove(owner);
        if (!others.isEmpty()) {
            ledger.restrict(key, new EndorsementPolicy(owner, others));
        }
    }

    // a list under one key, since a transaction must not read a range; it grows only when a region joins
    static NavigableSet<String> all(LedgerView ledger) {
        NavigableSet<String> regions = new TreeSet<>();
        ledger.get(StateKeys.REGIONS)
                .ifPresent(list -> CborReads.array("regions", Cbor.decode(list), 1, MAX_REGIONS)
                        .forEach(region -> regions.add(CborReads.text("region", region))));
        return regions;
    }

    static Bytes encode(NavigableSet<String> regions) {
        return Cbor.array(regions.stream().map(Cbor::of).toList()).encode();
    }
}
