package org.zhaoku.gateway.licence;

import org.zhaoku.verifier.identifier.LicenceIdentifier;

/** The personal data of a licence were destroyed. */
public final class LicenceErasedException extends RuntimeException {
    private final transient LicenceIdentifier identifier;

    LicenceErasedException(String id, LicenceIdentifier identifier) {
        super("the personal data of licence " + id + " were destroyed");
        this.identifier = identifier;
    }

    LicenceIdentifier identifier() {
        return identifier;
    }
}
