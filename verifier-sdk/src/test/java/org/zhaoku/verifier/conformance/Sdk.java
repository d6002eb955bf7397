package org.zhaoku.verifier.conformance;

import com.upokecenter.cbor.CBORObject;
import java.time.Duration;
import org.zhaoku.verifier.Check;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.VerificationPolicy;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.presentation.BoundedReplayMemory;
import org.zhaoku.verifier.presentation.Presence;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustBundleException;

/** This SDK as an implementation. */
final class Sdk {
    private Sdk() {}

    static Answer answer(Case asked) {
        return answer(asked, CheckpointStore.inMemory());
    }

    static Answer answer(Case asked, CheckpointStore store) {
        TrustBundle bundle;
        try {
            bundle = open(asked, store);
        } catch (TrustBundleException e) {
            return Answer.refused(e.reason().name());
        }
        return answer(verdict(asked, bundle));
    }

    static Answer answer(Verdict verdict) {
        return Answer.of(
                verdict.outcome().name(),
                verdict.checks().stream().map(Check::code).toList());
    }

    private static TrustBundle open(Case asked, CheckpointStore store) {
        TrustAnchors anchors = TrustAnchors.decode(asked.anchors());
        TrustBundle current = TrustBundle.open(asked.steps().get(0).content(), anchors, store);
        for (Case.Step step : asked.steps().subList(1, asked.steps().size())) {
            current = switch (step.kind()) {
                case "bundle" -> TrustBundle.open(step.content(), anchors, store);
                case "delta" -> current.update(step.content(), anchors, store);
                case "part" -> current.with(step.name(), step.content());
                default -> throw new IllegalArgumentException("no such step: " + step.kind());
            };
        }
        return current;
    }

    private static Verdict verdict(Case asked, TrustBundle bundle) {
        var verifier = new LicenceVerifier(bundle, policy(asked));
        if (asked.policy().containsKey("once")) {
            verifier = verifier.with(new BoundedReplayMemory(100));
        }
        if (asked.shown().file().isPresent()) {
            return verifier.verify(asked.shown().file().get(), asked.time());
        }
        int last = asked.shown().texts().size() - 1;
        for (String before : asked.shown().texts().subList(0, last)) {
            verifier.verifyEach(before, asked.time());
        }
        String text = asked.shown().texts().get(last);
        return asked.policy().containsKey("licence")
                ? verifier.verifyEach(text, asked.time())
                        .get(CBORObject.FromObject(asked.policy().get("licence"))
                                .AsInt32())
                : verifier.verify(text, asked.time());
    }

    private static VerificationPolicy policy(Case asked) {
        VerificationPolicy policy = VerificationPolicy.strict();
        for (var setting : asked.policy().entrySet()) {
            CBORObject value = CBORObject.FromObject(setting.getValue());
            policy = switch (setting.getKey()) {
                case "receipt" -> policy.withoutReceipt();
                case "status" -> policy.withoutStatus();
                case "grace" -> policy.withBundleGrace(Duration.ofSeconds(value.AsInt64Value()));
                case "skew" -> policy.withClockSkew(Duration.ofSeconds(value.AsInt64Value()));
                case "statusAge" -> policy.withStatusNotOlderThan(Duration.ofSeconds(value.AsInt64Value()));
                case "presence" -> policy.withPresence(Presence.valueOf(value.AsString()));
                case "audience" -> policy.withAudience(value.AsString());
                case "nonce" -> policy.withNonce(Bytes.fromHex(value.AsString()));
                case "once", "licence" -> policy;
                default -> throw new IllegalArgumentException("no such setting: " + setting.getKey());
            };
        }
        return policy;
    }
}
