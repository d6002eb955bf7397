package org.zhaoku.gateway.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code zhaoku.access}.
 *
 * @param tokenRoles roles of the operator's token; none turns it off
 * @param claims where a provider's tokens say who the caller is
 * @param machines callers by certificate
 * @param perMinute limits
 * @param builtInIssuer whether this gateway makes tokens itself, for trying out
 */
@ConfigurationProperties("zhaoku.access")
record AccessProperties(
        @DefaultValue({"OPERATOR", "DEPARTMENT"}) Set<Role> tokenRoles,
        @DefaultValue Claims claims,
        @DefaultValue List<Machine> machines,
        @DefaultValue PerMinute perMinute,
        @DefaultValue("false") boolean builtInIssuer) {
    /**
     * Names of claims; a name with dots leads into objects, as {@code realm_access.roles}.
     *
     * @param name the caller's name
     * @param roles names of roles, a list or a text with blanks between them
     * @param department unified social credit code, for callers with the role DEPARTMENT
     * @param roleNames the provider's name of a role and ours; if empty its names are ours
     */
    record Claims(
            @DefaultValue("sub") String name,
            @DefaultValue("roles") String roles,
            @DefaultValue("department") String department,
            @DefaultValue Map<String, Role> roleNames) {}

    /**
     * A machine with a certificate.
     *
     * @param name for the record of who did what
     * @param subject of its certificate, RFC 4514, for example {@code CN=issuing-1,O=Example,C=CN}
     */
    record Machine(
            String name,
            String subject,
            Set<Role> roles,
            @Nullable String department) {}

    /**
     * Requests that one caller may make in a minute at one gateway; 0 is no limit.
     *
     * @param anonymous one address without credentials, or with wrong ones
     * @param app one API key
     * @param other any other caller
     */
    record PerMinute(
            @DefaultValue("3000") int anonymous,
            @DefaultValue("6000") int app,
            @DefaultValue("120000") int other) {}
}
