package org.zhaoku.verifier.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.VerificationPolicy;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.presentation.Presence;
import org.zhaoku.verifier.presentation.Showing;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is asked of a licence; without options the strict policy. */
final class PolicyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--without-receipt", description = "relaxed: a licence need not be proven to be on the ledger")
    private boolean withoutReceipt;

    @Option(names = "--without-status", description = "relaxed: the status need not be known")
    private boolean withoutStatus;

    @Option(
            names = "--bundle-grace",
            paramLabel = "P",
            description = "relaxed: the bundle may be used so long after it expired, for example P2D")
    private @Nullable Duration bundleGrace;

    @Option(
            names = "--status-not-older-than",
            paramLabel = "P",
            description = "stricter: the status may not be older, for example PT12H")
    private @Nullable Duration statusAge;

    @Option(
            names = "--presence",
            paramLabel = "HOW",
            description = "stricter: shown at least so: ${COMPLETION-CANDIDATES}")
    private @Nullable Presence presence;

    @Option(names = "--audience", paramLabel = "NAME", description = "the name under which you ask for presentations")
    private @Nullable String audience;

    @Option(names = "--nonce", paramLabel = "HEX", description = "the challenge that you gave the holder, 16 bytes")
    private @Nullable String nonce;

    @Option(
            names = "--clock-skew",
            paramLabel = "P",
            description = "how far clocks may differ, up to PT5M; PT1M if not given")
    private @Nullable Duration clockSkew;

    VerificationPolicy policy() {
        VerificationPolicy policy = VerificationPolicy.strict();
        policy = withoutReceipt ? policy.withoutReceipt() : policy;
        policy = withoutStatus ? policy.withoutStatus() : policy;
        policy = presence == null ? policy : policy.withPresence(presence);
        policy = audience == null ? policy : policy.withAudience(audience);
        policy = nonce == null ? policy : policy.withNonce(nonce(nonce));
        try {
            policy = bundleGrace == null ? policy : policy.withBundleGrace(bundleGrace);
            policy = statusAge == null ? policy : policy.withStatusNotOlderThan(statusAge);
            return clockSkew == null ? policy : policy.withClockSkew(clockSkew);
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private Bytes nonce(String hex) {
        if (!hex.matches("[0-9A-Fa-f]{" + 2 * Showing.NONCE_LENGTH + "}")) {
            throw misuse("--nonce: expected " + 2 * Showing.NONCE_LENGTH + " hexadecimal digits, got " + hex.length()
                    + " characters");
        }
        return Bytes.fromHex(hex);
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
