package org.zhaoku.gateway.access;

import org.springframework.security.core.AuthenticationException;

/** Credentials that do not count. The message is shown to the caller: what is wrong and what to do, never the credential. */
final class RefusedCredentialException extends AuthenticationException {
    RefusedCredentialException(String detail) {
        super(detail);
    }
}
