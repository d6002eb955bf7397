package org.zhaoku.chaincode.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhaoku.chaincode.ledger.EndorsementPolicy;

/** The policy as Fabric evaluates it, for every set of endorsers. */
final class StatePolicyTest {
    private static boolean satisfied(SignaturePolicy rule, List<String> identities, Set<String> endorsers) {
        return rule.hasNOutOf()
                ? rule.getNOutOf().getRulesList().stream()
                                .filter(each -> satisfied(each, identities, endorsers))
                                .count()
                        >= rule.getNOutOf().getN()
                : endorsers.contains(identities.get(rule.getSignedBy()));
    }

    @ParameterizedTest
    @CsvSource({"B, AB", "BC, AB AC BC ABC", "BCD, AB AC AD ABC ABD ACD BCD ABCD"})
    void the_owner_and_one_other_endorse_or_all_others_if_they_are_two_or_more(String others, String enough)
            throws InvalidProtocolBufferException {
        List<String> all = Arrays.asList(("A" + others).split(""));
        var policy = new EndorsementPolicy("A", new TreeSet<>(all.subList(1, all.size())));
        var envelope = SignaturePolicyEnvelope.parseFrom(StatePolicy.encode(policy));
        List<String> identities = new ArrayList<>();
        for (MSPPrincipal principal : envelope.getIdentitiesList()) {
            var role = MSPRole.parseFrom(principal.getPrincipal());
            assertThat(role.getRole()).isEqualTo(MSPRole.MSPRoleType.PEER);
            identities.add(role.getMspIdentifier());
        }
        for (int set = 0; set < 1 << all.size(); set++) {
            Set<String> endorsers = new TreeSet<>();
            for (int i = 0; i < all.size(); i++) {
                if ((set & 1 << i) != 0) {
                    endorsers.add(all.get(i));
                }
            }
            assertThat(satisfied(envelope.getRule(), identities, endorsers))
                    .as("%s of %s", endorsers, all)
                    .isEqualTo(List.of(enough.split(" ")).contains(String.join("", endorsers)));
        }
    }
}
