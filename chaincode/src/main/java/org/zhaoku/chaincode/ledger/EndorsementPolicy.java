package org.zhaoku.chaincode.ledger;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Whose peers must endorse the next change of a key: the owner and one of the others; or, if the others are two or more, all
 * of them, since a region can be lost.
 *
 * @param owner MSP id of the region to which the key belongs
 * @param others MSP ids of the other regions, at least one
 */
public record EndorsementPolicy(String owner, NavigableSet<String> others) {
    /** @throws IllegalArgumentException if there is no other, or the owner is among them */
    public EndorsementPolicy {
        others = Collections.unmodifiableNavigableSet(new TreeSet<>(others));
        if (others.isEmpty() || others.contains(owner)) {
            throw new IllegalArgumentException("expected one other region at least, and not the owner itself");
        }
    }
}
