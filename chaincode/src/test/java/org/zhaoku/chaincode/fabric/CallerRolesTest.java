package org.zhaoku.chaincode.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhaoku.chaincode.ledger.Role;

final class CallerRolesTest {
    private static EnumSet<Role> roles(String certificate) {
        byte[] creator = SerializedIdentity.newBuilder()
                .setMspid("RegionAMSP")
                .setIdBytes(ByteString.copyFromUtf8(certificate))
                .build()
                .toByteArray();
        var stub = (ChaincodeStub) Proxy.newProxyInstance(
                CallerRolesTest.class.getClassLoader(),
                new Class<?>[] {ChaincodeStub.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getCreator")) {
                        return creator;
                    }
                    throw new AssertionError("unexpected " + method);
                });
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(CallerRoles.of(stub));
        return roles;
    }

    private static EnumSet<Role> expected(String words) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(words.split("\\+"))
                .filter(word -> !word.equals("NONE"))
                .map(Role::valueOf)
                .forEach(roles::add);
        return roles;
    }

    @ParameterizedTest
    @CsvSource({
        "admin, OPERATOR+GATEWAY",
        "client, GATEWAY",
        "peer, NONE",
        "orderer, NONE",
        "Admin, NONE",
        "administrators, NONE"
    })
    void without_the_attribute_the_node_ou_counts(String unit, String roles) {
        assertThat(roles(Enrolment.of(unit, Optional.empty()))).isEqualTo(expected(roles));
    }

    @ParameterizedTest
    @CsvSource({
        "operator, OPERATOR",
        "gateway, GATEWAY",
        "auditor, AUDITOR",
        "'operator,gateway', OPERATOR+GATEWAY",
        "OPERATOR, NONE",
        "'operator,', NONE",
        "'operator, gateway', NONE",
        "'operator,root', NONE",
        "'', NONE"
    })
    void the_attribute_alone_counts_if_it_is_there(String attribute, String roles) {
        assertThat(roles(Enrolment.of("admin", Optional.of(attribute)))).isEqualTo(expected(roles));
    }

    @Test
    void who_has_no_certificate_has_no_role() {
        assertThat(roles("")).isEmpty();
        assertThat(roles("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
                .isEmpty();
    }
}
