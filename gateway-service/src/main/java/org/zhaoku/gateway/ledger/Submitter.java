package org.zhaoku.gateway.ledger;

import java.util.EnumSet;
import java.util.Set;
import org.zhaoku.chaincode.ledger.Role;

/**
 * Who signed a transaction's proposal, as the ledger itself says it and not the record.
 *
 * @param region the MSP id of the signer
 * @param roles what the region lets the signer do
 */
public record Submitter(String region, Set<Role> roles) {
    public Submitter {
        roles = Set.copyOf(roles);
    }

    /** The only submitter of a ledger that one party keeps alone: it has every role. */
    public static Submitter sole(String region) {
        return new Submitter(region, EnumSet.allOf(Role.class));
    }
}
