package org.zhaoku.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.trust.TrustedKey;

/**
 * Step 3: whether the key was the department's to use and the type its to issue, at the licence's place on the ledger. The
 * place is proven only by a receipt that led to its tile; a tile that the bundle does not know yet comes after all that it does.
 */
record IssuerCheck(TrustedKey key, Statement statement, CheckCode anchored, OptionalLong claimedTile) {
    List<Check> checks() {
        if (!statement.identifier().issuer().equals(key.authority().code())) {
            return List.of(Check.of(CheckCode.ISSUER_OTHER));
        }
        CheckCode right = right();
        if (right == CheckCode.ISSUER_ENTITLED
                && key.distrustedFrom().isEmpty()
                && key.retiredFrom().isEmpty()) {
            return List.of(Check.of(right));
        }
        List<Check> found = new ArrayList<>(1);
        keyFault(key.distrustedFrom(), CheckCode.KEY_DISTRUSTED, found);
        keyFault(key.retiredFrom(), CheckCode.KEY_RETIRED, found);
        if (right != CheckCode.ISSUER_ENTITLED || found.isEmpty()) {
            found.add(Check.of(right));
        }
        return found.stream().distinct().toList();
    }

    private void keyFault(OptionalLong from, CheckCode fault, List<Check> found) {
        if (from.isEmpty()) {
            return;
        }
        switch (anchored) {
            case ANCHORED -> {
                if (claimedTile.orElseThrow() >= from.getAsLong()) {
                    found.add(Check.of(fault));
                }
            }
            // wherever it comes to lie, it is after the cut-off, which never moves to a later place
            case TILE_UNKNOWN -> found.add(Check.of(fault));
            default -> found.add(Check.of(CheckCode.KEY_PLACE_NOT_CHECKED));
        }
    }

    private CheckCode right() {
        LicenceTypeCode type = statement.identifier().type();
        if (anchored == CheckCode.ANCHORED) {
            if (key.authority().mayIssue(type, claimedTile.orElseThrow())) {
                return CheckCode.ISSUER_ENTITLED;
            }
            return key.authority().everMayIssue(type) ? CheckCode.NOT_ENTITLED_THEN : CheckCode.ISSUER_NOT_ENTITLED;
        }
        // a right may have been given since the bundle was made: nothing here says that the licence is wrong
        boolean always = key.authority().rights().stream()
                .filter(right -> right.type().equals(type))
                .anyMatch(right ->
                        right.untilTile().isEmpty() && (right.fromTile() == 0 || anchored == CheckCode.TILE_UNKNOWN));
        return always ? CheckCode.ISSUER_ENTITLED : CheckCode.RIGHT_PLACE_NOT_CHECKED;
    }
}
