package org.zhaoku.chaincode.ledger;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/**
 * The roles that a region gave a submitter, from the certificate with which the proposal is signed. If it has the attribute
 * {@value #ATTRIBUTE}, that alone counts: roles in lower case, separated by commas; with a word that is no role there is none.
 * Without it the node OU counts, which the region's CA put there as well: {@code admin} is operator and gateway, {@code client}
 * is gateway. The chaincode asks it before a record is made, and every reader again.
 */
public final class SubmitterRoles {
    /** Name of the attribute that a Fabric CA writes into the certificate. */
    public static final String ATTRIBUTE = "zhaoku.role";

    private SubmitterRoles() {}

    /**
     * @param attribute value of {@link #ATTRIBUTE}, if the certificate has it
     * @param subject of the certificate
     */
    public static Set<Role> of(Optional<String> attribute, X500Principal subject) {
        return attribute.map(SubmitterRoles::named).orElseGet(() -> ofUnits(subject));
    }

    private static Set<Role> named(String attribute) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : attribute.split(",", -1)) {
            Optional<Role> role = Stream.of(Role.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
            if (role.isEmpty()) {
                return EnumSet.noneOf(Role.class);
            }
            roles.add(role.get());
        }
        return roles;
    }

    private static Set<Role> ofUnits(X500Principal subject) {
        List<String> units;
        try {
            units = new LdapName(subject.getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equals("OU"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .toList();
        } catch (InvalidNameException e) {
            return EnumSet.noneOf(Role.class);
        }
        if (units.contains("admin")) {
            return EnumSet.of(Role.OPERATOR, Role.GATEWAY);
        }
        return units.contains("client") ? EnumSet.of(Role.GATEWAY) : EnumSet.noneOf(Role.class);
    }
}
