package org.zhaoku.gateway.verify;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.ledger.LedgerSnapshot;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import reactor.core.publisher.Mono;

/** What offline verifiers need, for everyone: there is nothing personal in it. */
@RestController
@RequestMapping("/api/v1/verifications/trust-bundle")
class TrustBundleController {
    private static final String CERTIFICATE = "application/pkix-cert";
    private static final String CERTIFICATE_PEM = "application/x-pem-file";
    private static final int PEM_LINE = 64;

    private final LedgerView view;
    private final Signer signer;
    private final WorkPools pools;

    private final Clock clock;
    private final Duration lifetime;

    TrustBundleController(
            LedgerView view,
            Signer signer,
            WorkPools pools,
            Clock clock,
            @Value("${zhaoku.bundle.lifetime:7d}") Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.view = view;
        this.signer = signer;
        this.pools = pools;
    }

    @GetMapping(produces = MediaType.APPLICATION_CBOR_VALUE)
    @Operation(summary = "The trust bundle, signed by this region")
    @Problems(value = ProblemCode.LEDGER_UNAVAILABLE, open = true)
    Mono<byte[]> bundle() {
        return pools.crypto(() -> signed().toArray());
    }

    private Bytes signed() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        LedgerSnapshot snapshot = view.snapshot(view.size(), now.plus(lifetime))
                .orElseThrow(() -> ProblemCode.LEDGER_UNAVAILABLE.because("Nothing is on the ledger yet."));
        return snapshot.draft()
                .file(CosignedCheckpoint.of(List.of(SignedCheckpoint.sign(snapshot.checkpoint(now), signer.region()))));
    }

    @GetMapping(path = "/certificate", produces = CERTIFICATE)
    @Operation(
            summary = "The certificate of the key that signs the trust bundle",
            description =
                    "DER, or PEM if asked for. Compare it over another way before you trust it: whoever can change"
                            + " the bundle on the way can change this, too.",
            operationId = "certificate")
    @Problems(
            value = {},
            open = true)
    Mono<byte[]> der() {
        return certificate();
    }

    @GetMapping(path = "/certificate", produces = CERTIFICATE_PEM)
    @Operation(summary = "The certificate of the key that signs the trust bundle", operationId = "certificate")
    @Problems(
            value = {},
            open = true)
    Mono<String> pem() {
        return certificate()
                .map(der -> "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n");
    }

    private Mono<byte[]> certificate() {
        return pools.crypto(() -> signer.region().certificate().der().toArray());
    }
}
