package org.zhaoku.gateway.access;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/**
 * A right of a third party's application.
 *
 * @param type of the licences that it may read
 * @param purposes for which; 1 to 32
 */
record ApiRight(LicenceTypeCode type, NavigableSet<String> purposes) {
    ApiRight {
        purposes = new TreeSet<>(purposes);
    }
}
