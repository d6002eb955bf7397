package org.zhaoku.gateway.issue;

import java.util.List;
import org.zhaoku.gateway.licence.SignedLicence;

/**
 * Stored licences of one department that go into one batch together, with other drafts or by themselves.
 *
 * @param id {@code <gateway id>-<random>}
 */
record Draft(String id, List<SignedLicence> licences) {
    Draft {
        licences = List.copyOf(licences);
    }

    /** How many of them are to replace others. */
    int successors() {
        return Math.toIntExact(
                licences.stream().filter(SignedLicence::successor).count());
    }

    int size() {
        return licences.size();
    }
}
