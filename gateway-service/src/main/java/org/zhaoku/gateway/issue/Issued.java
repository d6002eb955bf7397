package org.zhaoku.gateway.issue;

import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.licence.StoredStatement;

/**
 * A licence that is stored.
 *
 * @param id opaque
 * @param identifier GB/T 36904; it counts from IN_FORCE on
 * @param state AWAITING_APPROVAL, RECEIVED, SIGNED, or where it is already if the same request came before
 */
record Issued(String id, String identifier, LicenceState state) {
    static Issued of(Licence licence) {
        return new Issued(licence.id(), licence.identifier().toString(), licence.state());
    }

    static Issued of(StoredStatement before) {
        return new Issued(before.id(), before.identifier(), before.state());
    }
}
