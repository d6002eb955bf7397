package org.zhaoku.gateway.bundle;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Mono;

/** What offline verifiers need, for everyone: there is nothing personal in it. Whole, in files for a CDN, or as a delta. */
@RestController
@RequestMapping(path = "/api/v1/verifications/trust-bundle", produces = MediaType.APPLICATION_CBOR_VALUE)
class TrustBundleController {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Duration YEAR = Duration.ofDays(365);

    private final BundlePublisher publisher;
    private final WorkPools pools;

    TrustBundleController(BundlePublisher publisher, WorkPools pools) {
        this.publisher = publisher;
        this.pools = pools;
    }

    @Access(open = true)
    @GetMapping
    @Operation(
            summary = "The trust bundle, signed by as many regions as are asked for",
            description =
                    "All of it in one file. The ETag changes with its bytes; If-None-Match spares fetching the same again.")
    @Problems({ProblemCode.LEDGER_UNAVAILABLE, ProblemCode.BUNDLE_UNAVAILABLE})
    Mono<ResponseEntity<byte[]>> bundle(@Parameter(hidden = true) ServerWebExchange exchange) {
        return publisher.current().map(bundle -> changing(exchange, bundle.tag(), bundle.file()));
    }

    @Access(open = true)
    @GetMapping("/checkpoint")
    @Operation(
            summary = "The cosigned checkpoint that names the manifest of the newest bundle",
            description =
                    "The one file whose content changes under its name; manifests and parts are named by what they hold.")
    @Problems({ProblemCode.LEDGER_UNAVAILABLE, ProblemCode.BUNDLE_UNAVAILABLE})
    Mono<ResponseEntity<byte[]>> checkpoint(@Parameter(hidden = true) ServerWebExchange exchange) {
        return publisher
                .current()
                .map(bundle ->
                        changing(exchange, bundle.tag(), bundle.cosigned().encode()));
    }

    @Access(open = true)
    @GetMapping("/manifests/{digest}")
    @Operation(summary = "A manifest of one of the last bundles by its SM3; it never changes")
    @Problems(ProblemCode.BUNDLE_PART_UNKNOWN)
    Mono<ResponseEntity<byte[]>> manifest(@PathVariable String digest) {
        return file("manifests/", digest);
    }

    @Access(open = true)
    @GetMapping("/parts/{digest}")
    @Operation(summary = "A part of one of the last bundles by its SM3; it never changes")
    @Problems(ProblemCode.BUNDLE_PART_UNKNOWN)
    Mono<ResponseEntity<byte[]>> part(@PathVariable String digest) {
        return file("parts/", digest);
    }

    private Mono<ResponseEntity<byte[]>> file(String folder, String digest) {
        return Mono.fromSupplier(() -> publisher
                .file(folder + digest)
                .map(content -> ResponseEntity.ok()
                        .cacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
                        .eTag(digest)
                        .body(content.toArray()))
                .orElseThrow(TrustBundleController::unknown));
    }

    @Access(open = true)
    @GetMapping("/deltas/{base}")
    @Operation(
            summary = "What leads from an older bundle to the newest",
            description =
                    "The base is SM3 of the older one's manifest. Only the last 16 that this gateway published are kept.")
    @Problems({ProblemCode.LEDGER_UNAVAILABLE, ProblemCode.BUNDLE_UNAVAILABLE, ProblemCode.BUNDLE_PART_UNKNOWN})
    Mono<ResponseEntity<byte[]>> delta(
            @PathVariable String base, @Parameter(hidden = true) ServerWebExchange exchange) {
        if (!DIGEST.matcher(base).matches()) {
            throw unknown();
        }
        return publisher
                .current()
                .flatMap(bundle -> pools.crypto(() -> {
                    Optional<PublishedBundle> older = publisher.find(Bytes.fromHex(base));
                    Bytes delta = bundle.draft()
                            .delta(
                                    bundle.cosigned(),
                                    older.orElseThrow(TrustBundleController::unknown)
                                            .draft());
                    return changing(exchange, bundle.tag(), delta);
                }));
    }

    private static ResponseEntity<byte[]> changing(ServerWebExchange exchange, String tag, Bytes content) {
        if (exchange.checkNotModified("\"" + tag + "\"")) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .cacheControl(CacheControl.noCache())
                    .build();
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(tag)
                .body(content.toArray());
    }

    private static RuntimeException unknown() {
        return ProblemCode.BUNDLE_PART_UNKNOWN.because(
                "This gateway keeps what belongs to its last 16 bundles; fetch the checkpoint and start from there, or the"
                        + " whole bundle.");
    }
}
