package org.zhaoku.verifier;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zhaoku.verifier.presentation.Presence;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TypeDefinition;

/**
 * What a VALID verdict vouches for.
 *
 * @param statement the claims
 * @param issuer the department that signed them
 * @param number the licence's number among the department's licences; empty if the policy did not ask for a receipt
 * @param disclosed fields that were shown with it, proven to belong to it
 * @param presence how it was shown
 * @param type the definition that names its fields, if the bundle has it
 */
public record VerifiedLicence(
        Statement statement,
        TrustedAuthority issuer,
        OptionalLong number,
        List<Disclosure> disclosed,
        Presence presence,
        Optional<TypeDefinition> type) {
    public VerifiedLicence {
        disclosed = List.copyOf(disclosed);
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "licence of type " + statement.identifier().type().value();
    }
}
