package org.zhaoku.verifier.status;

/** A change of state that no rule allows: another reason or another state is needed. */
public final class ForbiddenMoveException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ForbiddenMoveException(LicenceState from, LicenceState to, StatusReason reason) {
        super("expected a move that its reason allows, got " + from + " to " + to + " for " + reason);
    }
}
