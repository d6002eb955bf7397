package org.zhaoku.gateway.access;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.springframework.stereotype.Component;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Callers by the subject of their certificate. Whose certificates count at all is the trust store's matter. */
@Component
final class Machines {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<X500Principal, String> names = new HashMap<>();
    private final Map<String, Caller> callers = new HashMap<>();

    /** @throws IllegalStateException if a machine's settings are not as they must be */
    Machines(AccessProperties properties) {
        for (AccessProperties.Machine machine : properties.machines()) {
            if (!NAME.matcher(machine.name()).matches()) {
                throw wrong(machine, "the name needs 1 to 64 letters, digits, dots, hyphens and underscores");
            }
            if (names.put(subject(machine), machine.name()) != null
                    || callers.put(machine.name(), caller(machine)) != null) {
                throw wrong(machine, "another machine has this name or subject");
            }
        }
    }

    private static X500Principal subject(AccessProperties.Machine machine) {
        try {
            return new X500Principal(machine.subject());
        } catch (IllegalArgumentException e) {
            throw wrong(machine, "the subject is not written as CN=issuing-1,O=Example,C=CN");
        }
    }

    private static Caller caller(AccessProperties.Machine machine) {
        if (machine.roles().isEmpty() || machine.roles().contains(Role.APP)) {
            throw wrong(machine, "roles needs one at least, and not APP, whose rights are those of an API key");
        }
        Optional<UnifiedSocialCreditCode> department = Optional.ofNullable(machine.department())
                .map(code -> {
                    try {
                        return UnifiedSocialCreditCode.parse(code);
                    } catch (IllegalArgumentException e) {
                        throw wrong(machine, "the department is no unified social credit code");
                    }
                });
        if (machine.roles().contains(Role.DEPARTMENT) == department.isEmpty()) {
            throw wrong(machine, "the role DEPARTMENT and a department belong together");
        }
        return Caller.of("cert:" + machine.name(), machine.roles(), department);
    }

    private static IllegalStateException wrong(AccessProperties.Machine machine, String what) {
        return new IllegalStateException("zhaoku.access.machines, " + machine.name() + ": " + what);
    }

    /** The name of the machine that has this certificate. */
    Optional<String> find(X509Certificate certificate) {
        return Optional.ofNullable(names.get(certificate.getSubjectX500Principal()));
    }

    /** @throws RefusedCredentialException if there is no such machine */
    Caller caller(String name) {
        return Optional.ofNullable(callers.get(name))
                .orElseThrow(() -> new RefusedCredentialException("The certificate's machine is not known here."));
    }
}
