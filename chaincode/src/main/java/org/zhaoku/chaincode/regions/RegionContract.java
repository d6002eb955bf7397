package org.zhaoku.chaincode.regions;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegionKey;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.KeyId;

/** Changes the directory of regions: each region its own entry. The same entry again is the same, so a retry is safe. */
public final class RegionContract {
    private RegionContract() {}

    /** Writes the caller's region's entry. */
    public static Outcome put(LedgerState ledger, PutRegion command) {
        String region = ledger.callerRegion();
        checkProofs(ledger, command);
        Optional<PutRegion> existing = Regions.find(ledger, region);
        int version = existing.map(PutRegion::version).orElse(0);
        if (existing.stream().anyMatch(entry -> isSame(entry, command))) {
            return Outcome.SAME;
        }
        if (command.version() - 1 != version) {
            throw new ContractException(
                    ErrorCode.REGION_VERSION_WRONG,
                    "expected version " + (version + 1L) + " of the entry of " + region + ", got " + command.version()
                            + "; look at regions:get and make the change again");
        }
        for (KeyId kid : keys(command).map(RegionKey::kid).toList()) {
            claim(ledger, region, kid);
        }

        Regions.putOwned(ledger, region, StateKeys.region(region), command.encode());
        NavigableSet<String> all = Regions.all(ledger);
        if (all.add(region)) {
            ledger.put(StateKeys.REGIONS, Regions.encode(all));
        }
        return Outcome.CHANGED;
    }

    private static Stream<RegionKey> keys(PutRegion entry) {
        return Stream.concat(entry.gatewayKeys().stream(), Stream.of(entry.checkpointKey()));
    }

    // proofs are random, so they do not count
    private static boolean isSame(PutRegion one, PutRegion other) {
        return one.version() == other.version()
                && one.name().equals(other.name())
                && one.baseUrls().equals(other.baseUrls())
                && keys(one)
                        .map(RegionKey::certificate)
                        .toList()
                        .equals(keys(other).map(RegionKey::certificate).toList());
    }

    private static void checkProofs(LedgerState ledger, PutRegion command) {
        String region = ledger.callerRegion();
        boolean proven = command.checkpointKey().proves(ledger.network(), region, RegionKey.Use.CHECKPOINT)
                && command.gatewayKeys().stream()
                        .allMatch(key -> key.proves(ledger.network(), region, RegionKey.Use.GATEWAY));
        if (!proven) {
            throw new ContractException(
                    ErrorCode.REGION_PROOF_WRONG,
                    "expected proofs of possession signed by each certificate's own key for region " + region
                            + ", its use and network " + ledger.network() + ", got another; sign them again");
        }
    }

    private static void claim(LedgerState ledger, String region, KeyId kid) {
        Bytes owner = Bytes.utf8(region);
        Optional<Bytes> holder = ledger.get(StateKeys.regionKey(kid));
        if (ledger.get(StateKeys.key(kid)).isPresent() || holder.stream().anyMatch(other -> !other.equals(owner))) {
            throw new ContractException(
                    ErrorCode.REGION_KID_TAKEN,
                    "expected a kid that is free, got " + kid
                            + ", which is a department's or another region's; have a new certificate made");
        }
        if (holder.isEmpty()) {
            ledger.put(StateKeys.regionKey(kid), owner);
        }
    }
}
