package org.zhaoku.chaincode.fabric;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.zhaoku.chaincode.ledger.EndorsementPolicy;

/**
 * An endorsement policy as Fabric's state-based endorsement takes it. The shim's own helper knows only a conjunction of
 * organisations.
 */
final class StatePolicy {
    private StatePolicy() {}

    /** The owner's peer and one of the others'; or all of the others', if they are at least two. */
    static byte[] encode(EndorsementPolicy policy) {
        List<String> regions = new ArrayList<>(List.of(policy.owner()));
        regions.addAll(policy.others());
        List<SignaturePolicy> others = IntStream.range(1, regions.size())
                .mapToObj(StatePolicy::signedBy)
                .toList();
        SignaturePolicy ownerAndOne = outOf(2, List.of(signedBy(0), outOf(1, others)));
        SignaturePolicy rule =
                others.size() == 1 ? ownerAndOne : outOf(1, List.of(ownerAndOne, outOf(others.size(), others)));
        return SignaturePolicyEnvelope.newBuilder()
                .setRule(rule)
                .addAllIdentities(regions.stream().map(StatePolicy::peer).toList())
                .build()
                .toByteArray();
    }

    private static SignaturePolicy signedBy(int identity) {
        return SignaturePolicy.newBuilder().setSignedBy(identity).build();
    }

    private static SignaturePolicy outOf(int n, List<SignaturePolicy> rules) {
        return SignaturePolicy.newBuilder()
                .setNOutOf(SignaturePolicy.NOutOf.newBuilder().setN(n).addAllRules(rules))
                .build();
    }

    private static MSPPrincipal peer(String region) {
        MessageLite role = MSPRole.newBuilder()
                .setMspIdentifier(region)
                .setRole(MSPRole.MSPRoleType.PEER)
                .build();
        return MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                .setPrincipal(role.toByteString())
                .build();
    }
}
