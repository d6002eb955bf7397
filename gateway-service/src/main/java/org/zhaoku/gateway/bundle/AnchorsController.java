package org.zhaoku.gateway.bundle;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustAnchors.Cosigner;
import reactor.core.publisher.Mono;

/**
 * Whom a verifier may come to trust: a proposal for a person, never a default. Whoever can change the bundle on the way can change
 * this, too.
 */
@RestController
@RequestMapping("/api/v1/verifications/trust-bundle")
class AnchorsController {
    private static final String CERTIFICATE = "application/pkix-cert";
    private static final String CERTIFICATE_PEM = "application/x-pem-file";
    private static final int PEM_LINE = 64;

    private final LedgerView view;
    private final Ledger ledger;
    private final BundlePublisher publisher;
    private final Signer signer;
    private final WorkPools pools;

    AnchorsController(LedgerView view, Ledger ledger, BundlePublisher publisher, Signer signer, WorkPools pools) {
        this.view = view;
        this.ledger = ledger;
        this.publisher = publisher;
        this.signer = signer;
        this.pools = pools;
    }

    /** What a person compares. */
    record AnchorsView(String network, int k, List<CosignerView> cosigners, String note) {}

    /** A region's key; {@code fingerprint} is SM3 of the certificate, {@code kid} its first 8 bytes. */
    record CosignerView(String region, String name, String kid, String fingerprint, String publicKey) {}

    private record Proposed(String region, String name, Sm2Certificate certificate) {}

    @Access(open = true)
    @GetMapping(path = "/anchors", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary =
                    "The regions' checkpoint keys as the ledger's directory has them, for a person to compare and keep",
            description =
                    "JSON to compare over another way, with each region; CBOR is the file that the SDK reads (docs/trust-bundle.md"
                            + " §1). Never take it as a default: whoever can change the bundle on the way can change this, too.",
            operationId = "anchors")
    @Problems({})
    Mono<AnchorsView> compare() {
        return pools.crypto(() -> new AnchorsView(
                ledger.network().name(),
                publisher.cosigners(),
                proposed().stream()
                        .map(each -> new CosignerView(
                                each.region(),
                                each.name(),
                                each.certificate().kid().toString(),
                                Sm3.digest(each.certificate().der()).hex(),
                                each.certificate().publicKey().encoded().hex()))
                        .toList(),
                "请通过其他途径与各地区核对后再采用 · compare with each region over another way before you trust it"));
    }

    @Access(open = true)
    @GetMapping(path = "/anchors", produces = MediaType.APPLICATION_CBOR_VALUE)
    @Operation(
            summary =
                    "The regions' checkpoint keys as the ledger's directory has them, for a person to compare and keep",
            operationId = "anchors")
    @Problems({})
    Mono<byte[]> file() {
        return pools.crypto(() -> {
            Map<KeyId, Cosigner> cosigners = new LinkedHashMap<>();
            proposed()
                    .forEach(each -> cosigners.put(
                            each.certificate().kid(),
                            new Cosigner(each.region(), each.certificate().publicKey())));
            int k = Math.min(publisher.cosigners(), cosigners.size());
            return new TrustAnchors(ledger.network(), cosigners, k).encode().toArray();
        });
    }

    /** As long as the directory is empty this region stands alone. */
    private List<Proposed> proposed() {
        List<Proposed> listed = view.regions().entrySet().stream()
                .map(entry -> new Proposed(
                        entry.getKey(),
                        entry.getValue().name(),
                        entry.getValue().checkpointKey().certificate()))
                .toList();
        return listed.isEmpty()
                ? List.of(new Proposed(
                        ledger.region(), ledger.region(), signer.checkpoint().certificate()))
                : listed;
    }

    @Access(open = true)
    @GetMapping(path = "/certificate", produces = CERTIFICATE)
    @Operation(
            summary = "The certificate of the key with which this region signs checkpoints",
            description =
                    "DER, or PEM if asked for. Compare it over another way before you trust it: whoever can change"
                            + " the bundle on the way can change this, too.",
            operationId = "certificate")
    @Problems({})
    Mono<byte[]> der() {
        return certificate();
    }

    @Access(open = true)
    @GetMapping(path = "/certificate", produces = CERTIFICATE_PEM)
    @Operation(
            summary = "The certificate of the key with which this region signs checkpoints",
            operationId = "certificate")
    @Problems({})
    Mono<String> pem() {
        return certificate()
                .map(der -> "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n");
    }

    private Mono<byte[]> certificate() {
        return pools.crypto(() -> signer.checkpoint().certificate().der().toArray());
    }
}
