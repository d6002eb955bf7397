package org.zhaoku.gateway.detached;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Service;
import org.zhaoku.chaincode.registry.RegisteredKey;
import org.zhaoku.gateway.access.Caller;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.issue.DetachedBatches;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerKey;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.trust.TrustedAuthority;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes batches that a department signed by itself and trusts nothing in them. Few are in memory at once; what has begun is not
 * given up with the caller.
 */
@Service
class DetachedService {
    private static final int AT_ONCE = 2;
    private static final Duration READING = Duration.ofMinutes(2);
    private static final int SHOWN = 20;

    private final RowChecks checks;
    private final DetachedBatches batches;
    private final LedgerView view;
    private final Ledger ledger;
    private final WorkPools pools;
    private final Semaphore room = new Semaphore(AT_ONCE);

    DetachedService(RowChecks checks, DetachedBatches batches, LedgerView view, Ledger ledger, WorkPools pools) {
        this.checks = checks;
        this.batches = batches;
        this.view = view;
        this.ledger = ledger;
        this.pools = pools;
    }

    /** Takes the file in a body; completes when all is stored. */
    Mono<BatchView> take(Flux<DataBuffer> body) {
        return Callers.required()
                .flatMap(caller -> batches.open().then(Mono.defer(() -> {
                    if (!room.tryAcquire()) {
                        return Mono.error(ProblemCode.BATCH_BUSY.because(AT_ONCE
                                + " signed batches are being stored already. Nothing was stored; send it again after the"
                                + " seconds in Retry-After."));
                    }
                    return Mono.fromFuture(
                            read(body)
                                    .flatMap(bytes -> pools.bulk(() -> decode(bytes)))
                                    .flatMap(file -> take(file, caller))
                                    .doFinally(end -> room.release())
                                    .toFuture(),
                            true);
                })));
    }

    private static Mono<Bytes> read(Flux<DataBuffer> body) {
        return DataBufferUtils.join(body)
                .timeout(READING)
                .onErrorMap(
                        TimeoutException.class,
                        late -> ProblemCode.REQUEST_MALFORMED.because("The file did not come within "
                                + READING.toSeconds() + " s; send it again over a faster connection."))
                .map(buffer -> {
                    byte[] bytes = new byte[buffer.readableByteCount()];
                    buffer.read(bytes);
                    DataBufferUtils.release(buffer);
                    return Bytes.of(bytes);
                })
                .defaultIfEmpty(Bytes.EMPTY);
    }

    private static BatchFile decode(Bytes bytes) {
        try {
            return BatchFile.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw ProblemCode.FILE_UNREADABLE.because("Expected a file of zhaoku sign batch with 1 to "
                    + BatchFile.MAX_LICENCES
                    + " licences (docs/detached-signing.md), got another or one that was changed; send it again as it was"
                    + " written.");
        }
    }

    private Mono<BatchView> take(BatchFile file, Caller caller) {
        BatchHeader header = file.batch().header();
        if (!caller.actsFor(header.department())) {
            return Mono.error(Callers.notActingFor(header.department()));
        }
        return Mono.fromCallable(() -> signer(header))
                .flatMap(key -> pools.bulk(() -> requireSigned(file, key)))
                .flatMap(key -> batches.stored(file.batch().key())
                        .map(stored -> answer(file, stored))
                        .switchIfEmpty(Mono.defer(() -> store(file, key))));
    }

    private LedgerKey signer(BatchHeader header) {
        var errors = new FieldErrors();
        if (!header.network().equals(ledger.network())) {
            errors.add("network", FieldError.Code.RANGE, "expected " + ledger.network() + ", got " + header.network());
        }
        if (!header.region().equals(ledger.region())) {
            errors.add("region", FieldError.Code.RANGE, "expected " + ledger.region() + ", got " + header.region());
        }
        errors.throwIfAny();
        return view.keys(header.department()).stream()
                .filter(key -> key.kid().equals(header.kid()))
                .findFirst()
                .orElseThrow(() -> ProblemCode.KEY_UNKNOWN.because("The key " + header.kid()
                        + " is not on the ledger as one of the department; register its key request at"
                        + " /api/v1/authorities/{code}/keys."));
    }

    private LedgerKey requireSigned(BatchFile file, LedgerKey key) {
        if (!file.verifies(ledger.network(), key.certificate().publicKey())) {
            throw ProblemCode.BATCH_SIGNATURE_WRONG.because(
                    "The file or its header is not signed with the key " + key.kid() + " for the network "
                            + ledger.network() + "; it was changed, or another key was used.");
        }
        return key;
    }

    private Mono<BatchView> store(BatchFile file, LedgerKey key) {
        return Mono.fromCallable(() -> requireRight(file.batch().header(), key))
                .flatMap(active -> checks.licences(file, active.certificate().publicKey()))
                .flatMap(licences -> pools.bulk(() -> requireDistinct(file, licences)))
                .flatMap(licences -> batches.store(file.batch(), file.tree(), licences)
                        .map(taken -> {
                            if (!taken.isEmpty()) {
                                throw taken(file, taken);
                            }
                            return answer(
                                    file,
                                    licences.stream()
                                            .map(licence -> new DetachedBatches.Stored(
                                                    licence.id(),
                                                    licence.identifier().toString()))
                                            .toList());
                        }));
    }

    private LedgerKey requireRight(BatchHeader header, LedgerKey key) {
        if (key.state() != RegisteredKey.State.ACTIVE) {
            throw ProblemCode.KEY_ENDED.because(
                    "The key " + key.kid() + " is " + key.state() + " for good; sign the rows with another key.");
        }
        TrustedAuthority authority = view.authority(header.department())
                .filter(found -> found.region().equals(ledger.region()))
                .orElseThrow(() -> ProblemCode.DEPARTMENT_UNKNOWN.because("The department "
                        + header.department().value() + " is another region's; send the batch to a gateway of it."));
        header.types().stream()
                .map(LicenceTypeCode::parse)
                .filter(type -> !authority.types().contains(type))
                .findFirst()
                .ifPresent(type -> {
                    throw ProblemCode.TYPE_NOT_AUTHORISED.because("The department "
                            + header.department().value() + " has no right to type " + type.value()
                            + " on the ledger; publish the type with it among the issuers.");
                });
        return key;
    }

    private static List<Licence> requireDistinct(BatchFile file, List<Licence> licences) {
        var errors = new FieldErrors();
        Set<String> seen = new HashSet<>();
        Set<String> types = new TreeSet<>();
        for (int index = 0; index < licences.size(); index++) {
            Licence licence = licences.get(index);
            LicenceIdentifier identifier = licence.identifier();
            types.add(identifier.type().value());
            if (!seen.add(identifier.toString()) || !seen.add(licence.id())) {
                errors.add(
                        RowChecks.path(file.rows().get(index)),
                        FieldError.Code.DUPLICATE,
                        "another row of the batch has the same serial or idempotencyKey");
            }
        }
        if (!types.equals(file.batch().header().types())) {
            errors.add("types", FieldError.Code.RANGE, "expected the types of the rows in the header");
        }
        errors.throwIfAny();
        return licences;
    }

    private static RuntimeException taken(BatchFile file, Set<Integer> taken) {
        String rows = taken.stream()
                .map(index -> file.rows().get(index).number())
                .sorted()
                .limit(SHOWN)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return ProblemCode.IDENTIFIER_TAKEN.because("The department has licences of these types with the serials or"
                + " idempotencyKeys of " + taken.size() + " row(s): " + rows
                + (taken.size() > SHOWN ? ", …" : "")
                + ". Nothing was stored; leave these out and sign the rest again.");
    }

    private static BatchView answer(BatchFile file, List<DetachedBatches.Stored> stored) {
        return new BatchView(
                file.batch().key().hex(),
                IntStream.range(0, stored.size())
                        .mapToObj(index -> new BatchView.Taken(
                                file.rows().get(index).number(),
                                stored.get(index).id(),
                                stored.get(index).identifier()))
                        .sorted(Comparator.comparingInt(BatchView.Taken::row))
                        .toList());
    }
}
