package org.zhaoku.verifier;

import java.util.List;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.trust.TrustedAuthority;

/**
 * What a VALID verdict vouches for.
 *
 * @param statement the claims
 * @param issuer the department that signed them
 * @param number the licence's number among the department's licences
 * @param disclosed fields that were shown with it, proven to belong to it
 */
public record VerifiedLicence(Statement statement, TrustedAuthority issuer, long number, List<Disclosure> disclosed) {
    public VerifiedLicence {
        disclosed = List.copyOf(disclosed);
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "licence of type " + statement.identifier().type().value();
    }
}
