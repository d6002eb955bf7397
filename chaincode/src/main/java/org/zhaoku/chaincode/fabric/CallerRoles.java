package org.zhaoku.chaincode.fabric;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.contract.ClientIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.chaincode.ledger.SubmitterRoles;

/** The roles of whoever signed the proposal. */
final class CallerRoles {
    private CallerRoles() {}

    static Set<Role> of(ChaincodeStub stub) {
        try {
            var identity = new ClientIdentity(stub);
            return SubmitterRoles.of(
                    Optional.ofNullable(identity.getAttributeValue(SubmitterRoles.ATTRIBUTE)),
                    identity.getX509Certificate().getSubjectX500Principal());
        } catch (CertificateException | IOException | RuntimeException e) {
            // whoever cannot be read has no role
            return EnumSet.noneOf(Role.class);
        }
    }
}
