package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.chaincode.testing.Commands;
import org.zhaoku.chaincode.testing.TestLedger;

/** Every command with every set of roles. */
final class RolesTest {
    private static final List<Set<Role>> SETS = List.of(
            EnumSet.noneOf(Role.class),
            EnumSet.of(Role.OPERATOR),
            EnumSet.of(Role.GATEWAY),
            EnumSet.of(Role.AUDITOR),
            EnumSet.of(Role.OPERATOR, Role.GATEWAY),
            EnumSet.of(Role.OPERATOR, Role.AUDITOR),
            EnumSet.of(Role.GATEWAY, Role.AUDITOR),
            EnumSet.allOf(Role.class));

    @ParameterizedTest
    @EnumSource(CommandKind.class)
    void a_command_takes_its_role_and_no_other(CommandKind kind) {
        Command command = Commands.of(kind);
        for (Set<Role> roles : SETS) {
            TestLedger ledger = Commands.ledger();
            ledger.roles = roles;
            if (roles.contains(kind.role())) {
                ledger.submit(REGION_A, command);
            } else {
                assertThatExceptionOfType(ContractException.class)
                        .as("%s with %s", kind, roles)
                        .isThrownBy(() -> ledger.submit(REGION_A, command))
                        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ROLE_MISSING))
                        .withMessageContaining(kind.role() + " of region " + REGION_A);
            }
        }
    }

    @Test
    void an_auditor_only_reads() {
        assertThat(CommandKind.values()).noneMatch(kind -> kind.role() == Role.AUDITOR);
        TestLedger ledger = Commands.ledger();
        ledger.roles = EnumSet.noneOf(Role.class);
        assertThat(ledger.query("ledger:about")).contains("regions");
    }
}
