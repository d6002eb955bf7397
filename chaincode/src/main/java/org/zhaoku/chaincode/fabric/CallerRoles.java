package org.zhaoku.chaincode.fabric;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.hyperledger.fabric.contract.ClientIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.zhaoku.chaincode.ledger.Role;

/**
 * The roles that a region gave the submitter, from the certificate with which the proposal is signed. If it has the attribute
 * {@code zhaoku.role}, that alone counts: roles in lower case, separated by commas; with a word that is no role there is none.
 * Without it the node OU counts, which the region's CA put there as well: {@code admin} is operator and gateway, {@code client}
 * is gateway.
 */
final class CallerRoles {
    static final String ATTRIBUTE = "zhaoku.role";

    private CallerRoles() {}

    static Set<Role> of(ChaincodeStub stub) {
        try {
            var identity = new ClientIdentity(stub);
            Optional<String> attribute = Optional.ofNullable(identity.getAttributeValue(ATTRIBUTE));
            if (attribute.isPresent()) {
                return named(attribute.get());
            }
            return ofUnits(new LdapName(
                    identity.getX509Certificate().getSubjectX500Principal().getName()));
        } catch (CertificateException | IOException | InvalidNameException | RuntimeException e) {
            // whoever cannot be read has no role
            return EnumSet.noneOf(Role.class);
        }
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

    private static Set<Role> ofUnits(LdapName subject) {
        List<String> units = subject.getRdns().stream()
                .filter(rdn -> rdn.getType().equals("OU"))
                .map(rdn -> String.valueOf(rdn.getValue()))
                .toList();
        if (units.contains("admin")) {
            return EnumSet.of(Role.OPERATOR, Role.GATEWAY);
        }
        return units.contains("client") ? EnumSet.of(Role.GATEWAY) : EnumSet.noneOf(Role.class);
    }
}
