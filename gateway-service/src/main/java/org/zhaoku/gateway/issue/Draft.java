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

    int size() {
        return licences.size();
    }
}
