package org.zhaoku.gateway.access;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** What came with a request and is not looked at yet. Its text form says nothing of it. */
final class Credential extends AbstractAuthenticationToken {
    /** How it came. */
    enum Kind {
        /** {@code Authorization: Bearer}. */
        TOKEN,
        /** {@code X-API-Key}. */
        API_KEY,
        /** The certificate of the TLS connection; {@code value} is its machine's name. */
        CERTIFICATE
    }

    private final Kind kind;
    private final String value;
    private final transient Optional<String> purpose;

    Credential(Kind kind, String value, Optional<String> purpose) {
        super(List.of());
        this.kind = kind;
        this.value = value;
        this.purpose = purpose;
    }

    Kind kind() {
        return kind;
    }

    String value() {
        return value;
    }

    /** The purpose that the request names. */
    Optional<String> purpose() {
        return purpose;
    }

    @Override
    public String getName() {
        return kind.name();
    }

    @Override
    public Object getPrincipal() {
        return kind;
    }

    @Override
    public Object getCredentials() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credential that && kind == that.kind && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, value);
    }

    @Override
    public String toString() {
        return "credential " + kind;
    }
}
