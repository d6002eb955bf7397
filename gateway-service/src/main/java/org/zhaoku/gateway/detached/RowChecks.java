package org.zhaoku.gateway.detached;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.issue.DetachedRows;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.statement.Statement;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Checks each row of a signed batch by itself, some hundred as one task: its signature, its type, and what it says. */
@Component
class RowChecks {
    private static final int CHUNK = 256;
    private static final int AT_ONCE = 2;
    /** So many errors are named; a batch is refused whole, and its maker has all of them at once. */
    private static final int MOST_ERRORS = 100;

    private final Catalogue catalogue;
    private final Ledger ledger;
    private final WorkPools pools;
    private final DetachedProperties properties;
    private final Clock clock;

    RowChecks(Catalogue catalogue, Ledger ledger, WorkPools pools, DetachedProperties properties, Clock clock) {
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.pools = pools;
        this.properties = properties;
        this.clock = clock;
    }

    private record Version(LicenceTypeCode code, int number) {
        static Version of(Statement claims) {
            return new Version(claims.identifier().type(), claims.typeVersion());
        }
    }

    private record Opened(DetachedRow row, Statement claims) {}

    private record Checked(List<Licence> licences, List<FieldError> errors) {}

    /** How a row is named in errors. */
    static String path(DetachedRow row) {
        return "rows[" + row.number() + "]";
    }

    /** The licences of a file, in the order of its rows. Fails with what is wrong with them. */
    Mono<List<Licence>> licences(BatchFile file, Sm2PublicKey key) {
        return inChunks(
                        file.rows(),
                        chunk -> chunk.stream()
                                .map(row -> new Opened(row, open(row, key)))
                                .toList())
                .concatMapIterable(opened -> opened)
                .collectList()
                .flatMap(opened -> types(opened).flatMap(types -> checked(opened, types, file)));
    }

    private Statement open(DetachedRow row, Sm2PublicKey key) {
        try {
            return row.statement()
                    .open(ledger.network(), key)
                    .orElseThrow(() -> ProblemCode.BATCH_SIGNATURE_WRONG.because("The statement of row " + row.number()
                            + " is not signed with the batch's key for the network " + ledger.network() + "."));
        } catch (IllegalArgumentException e) {
            throw ProblemCode.BATCH_SIGNATURE_WRONG.because(
                    "What is signed as the statement of row " + row.number() + " is none.");
        }
    }

    private Mono<Map<Version, LicenceType>> types(List<Opened> opened) {
        return Flux.fromStream(() ->
                        opened.stream().map(each -> Version.of(each.claims())).distinct())
                .concatMap(version -> catalogue
                        .requireIssuing(version.code(), version.number())
                        .then(Mono.defer(() -> catalogue.find(version.code(), version.number())))
                        .doOnNext(DetachedRows::requireOnePerson)
                        .map(type -> Map.entry(version, type)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<List<Licence>> checked(List<Opened> opened, Map<Version, LicenceType> types, BatchFile file) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate today = LocalDate.ofInstant(now, LicenceVerifier.ZONE);
        var days = new DetachedRows.Days(today.minusDays(properties.maxAge().toDays()), today);
        UnifiedSocialCreditCode department = file.batch().header().department();
        return inChunks(opened, chunk -> check(chunk, types, department, days, now))
                .collectList()
                .map(chunks -> {
                    var errors = new FieldErrors();
                    chunks.stream()
                            .flatMap(chunk -> chunk.errors().stream())
                            .limit(MOST_ERRORS)
                            .forEach(error -> errors.add(error.field(), error.code(), error.detail()));
                    errors.throwIfAny();
                    return chunks.stream()
                            .flatMap(chunk -> chunk.licences().stream())
                            .toList();
                });
    }

    private static Checked check(
            List<Opened> chunk,
            Map<Version, LicenceType> types,
            UnifiedSocialCreditCode department,
            DetachedRows.Days days,
            Instant now) {
        List<Licence> licences = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        for (Opened each : chunk) {
            DetachedRow row = each.row();
            try {
                licences.add(DetachedRows.licence(
                        row.request(),
                        row.statement(),
                        each.claims(),
                        row.salts(),
                        Objects.requireNonNull(types.get(Version.of(each.claims()))),
                        department,
                        days,
                        now));
            } catch (ProblemException e) {
                errors.addAll(named(row, e));
            }
        }
        return new Checked(licences, errors);
    }

    private static List<FieldError> named(DetachedRow row, ProblemException problem) {
        return problem.errors().isEmpty()
                ? List.of(new FieldError(path(row), FieldError.Code.FORMAT, problem.detail()))
                : problem.errors().stream()
                        .map(error -> new FieldError(path(row) + "." + error.field(), error.code(), error.detail()))
                        .toList();
    }

    private <T, R> Flux<R> inChunks(List<T> all, Function<List<T>, R> work) {
        return Flux.fromStream(() -> IntStream.iterate(0, from -> from < all.size(), from -> from + CHUNK)
                        .mapToObj(from -> all.subList(from, Math.min(from + CHUNK, all.size()))))
                .flatMapSequential(chunk -> pools.bulk(() -> work.apply(chunk)), AT_ONCE, 1);
    }
}
