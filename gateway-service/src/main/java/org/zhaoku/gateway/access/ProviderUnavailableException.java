package org.zhaoku.gateway.access;

import org.springframework.security.core.AuthenticationException;

/** The provider's keys cannot be fetched, so no token can be checked. */
final class ProviderUnavailableException extends AuthenticationException {
    ProviderUnavailableException(Throwable cause) {
        super("the keys of the OpenID Connect provider cannot be fetched", cause);
    }
}
