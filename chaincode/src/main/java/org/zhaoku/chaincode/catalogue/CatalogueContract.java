package org.zhaoku.chaincode.catalogue;

import java.util.Optional;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.chaincode.regions.Regions;
import org.zhaoku.chaincode.registry.Department;
import org.zhaoku.chaincode.registry.Registry;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/** Publishes types. A version once made never changes; the same definition again is the same, so a retry is safe. */
public final class CatalogueContract {
    private CatalogueContract() {}

    /** Publishes the next version of a type of the caller's region. */
    public static Outcome publish(LedgerState ledger, PublishType command) {
        LicenceTypeCode code = command.code();
        int version = command.version();
        String region = ledger.callerRegion();
        Optional<PublishedType> existing = find(ledger, code, version);
        Optional<PublishedType> before = version == 1 ? Optional.empty() : find(ledger, code, version - 1);
        // the first version is the defining authority's region's, if that authority is registered, else the first
        // region's
        Optional<String> owner = existing.or(() -> before)
                .map(PublishedType::publisher)
                .or(() -> Registry.find(ledger, code.definingAuthority()).map(Department::region));
        if (owner.stream().anyMatch(other -> !other.equals(region))) {
            throw new ContractException(
                    ErrorCode.CATALOGUE_NOT_PUBLISHER,
                    "expected a call by region " + owner.get() + ", whose type " + code + " is, got " + region
                            + "; let that region publish it");
        }
        if (existing.isPresent()) {
            if (existing.get().type().equals(command)) {
                return Outcome.SAME;
            }
            throw new ContractException(
                    ErrorCode.CATALOGUE_VERSION_TAKEN,
                    "expected a new version of type " + code + ", got another definition of version " + version
                            + ", which never changes; publish it as the next version");
        }
        if (version > 1 && before.isEmpty()) {
            throw new ContractException(
                    ErrorCode.CATALOGUE_VERSION_WRONG,
                    "expected the next version of type " + code + ", got " + version
                            + ", before which one is missing; look at catalogue:versions");
        }
        Regions.putOwned(ledger, region, StateKeys.type(code, version), new PublishedType(region, command).encode());
        return Outcome.CHANGED;
    }

    private static Optional<PublishedType> find(LedgerState ledger, LicenceTypeCode code, int version) {
        return ledger.get(StateKeys.type(code, version)).map(PublishedType::decode);
    }
}
