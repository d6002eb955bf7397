package org.zhaoku.gateway.bundle;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.log.Checkpoint;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What regions and third parties ask of a region's log, to hold one region's word against another's. */
@RestController
class CheckpointController {
    private static final String CBOR = MediaType.APPLICATION_CBOR_VALUE;

    private final Cosigner cosigner;
    private final CheckpointSigner signer;
    private final CheckpointRepository kept;
    private final LedgerView view;
    private final Ledger ledger;
    private final WorkPools pools;
    private final Clock clock;

    CheckpointController(
            Cosigner cosigner,
            CheckpointSigner signer,
            CheckpointRepository kept,
            LedgerView view,
            Ledger ledger,
            WorkPools pools,
            Clock clock) {
        this.cosigner = cosigner;
        this.signer = signer;
        this.kept = kept;
        this.view = view;
        this.ledger = ledger;
        this.pools = pools;
        this.clock = clock;
    }

    @Access(open = true)
    @PostMapping(path = "/api/v1/checkpoints", consumes = CBOR, produces = CBOR)
    @Operation(
            summary = "Ask this region to sign a checkpoint that another region of the directory has signed",
            description =
                    "Request and answer are CBOR as in docs/trust-bundle.md §8. 200: signed. 409: not signed, and why; with"
                            + " the size of this region's log.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(mediaType = CBOR, schema = @Schema(type = "string", format = "binary"))))
    @Problems(ProblemCode.COSIGNER_BUSY)
    Mono<ResponseEntity<byte[]>> sign(@Parameter(hidden = true) ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), CosignRequest.MAX_LENGTH)
                .map(CheckpointController::bytes)
                .defaultIfEmpty(Bytes.EMPTY)
                .flatMap(body -> pools.crypto(() -> read(body)))
                .flatMap(cosigner::answer)
                .map(answer -> ResponseEntity.status(
                                answer.outcome() == CosignAnswer.Outcome.SIGNED ? HttpStatus.OK : HttpStatus.CONFLICT)
                        .body(answer.encode().toArray()));
    }

    private static CosignRequest read(Bytes body) {
        try {
            return CosignRequest.decode(body);
        } catch (IllegalArgumentException e) {
            throw ProblemCode.REQUEST_MALFORMED.because(
                    "Expected the CBOR of docs/trust-bundle.md §8: a signed checkpoint with its manifest.");
        }
    }

    private static Bytes bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return Bytes.of(bytes);
    }

    @Access(open = true)
    @GetMapping(path = "/api/v1/checkpoints/latest", produces = CBOR)
    @Operation(summary = "A checkpoint of all that this region has read, signed by it alone")
    @Problems({ProblemCode.LEDGER_UNAVAILABLE, ProblemCode.SIGNER_UNAVAILABLE, ProblemCode.BUNDLE_UNAVAILABLE})
    Mono<byte[]> latest() {
        return Mono.defer(() -> {
                    long size = view.size();
                    if (size == 0) {
                        throw ProblemCode.LEDGER_UNAVAILABLE.because("Nothing is on the ledger yet.");
                    }
                    return signer.sign(new Checkpoint(
                            ledger.network(),
                            size,
                            view.root(size),
                            view.position(size),
                            clock.instant().truncatedTo(ChronoUnit.SECONDS),
                            Optional.empty()));
                })
                .map(signed -> signed.encoded().toArray())
                .onErrorMap(
                        CheckpointSigner.NotSignedException.class,
                        e -> ProblemCode.BUNDLE_UNAVAILABLE.because(
                                "This region signs nothing now: " + e.getMessage()));
    }

    @Access(open = true)
    @GetMapping(path = "/api/v1/checkpoints/consistency", produces = CBOR)
    @Operation(
            summary = "The proof that this region's log of one size is a beginning of its log of another",
            description =
                    "CBOR {1: 1, 2: root at from, 3: root at to, 4: hashes, one after the other}; RFC 9162 §2.1.4.")
    @Problems({ProblemCode.REQUEST_MALFORMED, ProblemCode.CHECKPOINT_UNKNOWN})
    Mono<byte[]> consistency(@RequestParam long from, @RequestParam long to) {
        if (from < 1 || from > to || to > view.size()) {
            throw unknown("from and to, 1 ≤ from ≤ to");
        }
        return Mono.fromSupplier(() -> Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(view.root(from)))
                .put(3, Cbor.of(view.root(to)))
                .put(4, Cbor.of(Bytes.concat(view.consistencyProof(from, to))))
                .build()
                .encode()
                .toArray());
    }

    @Access(open = true)
    @GetMapping(path = "/api/v1/checkpoints/records/{index}", produces = CBOR)
    @Operation(
            summary = "One record of this region's log with its way to the root at a size",
            description =
                    "CBOR [record digest, path]; two regions' records at one place that differ prove a split view, whatever the"
                            + " sizes of their checkpoints.")
    @Problems({ProblemCode.REQUEST_MALFORMED, ProblemCode.CHECKPOINT_UNKNOWN})
    Mono<byte[]> record(@PathVariable long index, @RequestParam long size) {
        if (index < 0 || index >= size || size > view.size()) {
            throw unknown("index and size, 0 ≤ index < size");
        }
        return Mono.fromSupplier(() -> view.proof(index, size).toCbor().encode().toArray());
    }

    private RuntimeException unknown(String what) {
        return ProblemCode.CHECKPOINT_UNKNOWN.because(
                "Expected " + what + ", up to the size of this region's log, which is " + view.size() + ".");
    }

    @Access({Role.OPERATOR, Role.AUDITOR})
    @GetMapping("/api/v1/ledger/split-views")
    @Operation(
            summary = "Proofs that a region, or this one, shows two ledgers",
            description = "Each as in docs/trust-bundle.md §2, in Base64. Give them to all regions.")
    @Problems({})
    Flux<SplitViewProof> splitViews() {
        return kept.splitViews()
                .map(proof -> new SplitViewProof(Base64.getEncoder().encodeToString(proof.toArray())));
    }

    /** A proof, in Base64. */
    record SplitViewProof(String proof) {}
}
