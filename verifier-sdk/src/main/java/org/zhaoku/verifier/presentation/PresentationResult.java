package org.zhaoku.verifier.presentation;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zhaoku.verifier.sm.KeyId;

/**
 * What the check of a presentation found.
 *
 * @param licences for each licence, in order
 * @param faults what is wrong or unknown about the whole; empty if nothing
 */
public record PresentationResult(List<ForLicence> licences, Set<PresentationFinding> faults) {
    /**
     * @param finding one of the first seven of {@link PresentationFinding}
     * @param signer the kid of whoever signed for the licence, if it is SIGNED_BY_HOLDER or SIGNED_BY_GATEWAY
     */
    public record ForLicence(PresentationFinding finding, Optional<KeyId> signer) {}

    public PresentationResult {
        licences = List.copyOf(licences);
        Set<PresentationFinding> copy = EnumSet.noneOf(PresentationFinding.class);
        copy.addAll(faults);
        faults = Collections.unmodifiableSet(copy);
    }

    /** How the licence at this place was present: with any fault no more than as a copy. */
    public Presence presence(int licence) {
        if (!faults.isEmpty()) {
            return Presence.STATIC;
        }
        return switch (licences.get(licence).finding()) {
            case SIGNED_BY_HOLDER -> Presence.HOLDER;
            case SIGNED_BY_GATEWAY -> Presence.GATEWAY;
            default -> Presence.STATIC;
        };
    }
}
