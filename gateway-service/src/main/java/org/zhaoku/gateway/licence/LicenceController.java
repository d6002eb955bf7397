package org.zhaoku.gateway.licence;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.verifier.LicenceVerifier;
import reactor.core.publisher.Mono;

/** Serves licences and their codes. */
@RestController
@RequestMapping("/api/v1/licences/{id}")
class LicenceController {
    private final LicenceRepository licences;
    private final LicenceCodes codes;
    private final BatchPositions positions;
    private final LedgerView ledger;
    private final Successors successors;
    private final Clock clock;

    LicenceController(
            LicenceRepository licences,
            LicenceCodes codes,
            BatchPositions positions,
            LedgerView ledger,
            Successors successors,
            Clock clock) {
        this.successors = successors;
        this.clock = clock;
        this.licences = licences;
        this.codes = codes;
        this.positions = positions;
        this.ledger = ledger;
    }

    @Access({Role.DEPARTMENT, Role.APP})
    @GetMapping
    @Operation(
            summary = "A licence",
            description =
                    "state is its way to the ledger; once it is there, ledgerState says what became of it, replacedBy"
                            + " which version took its place, expired whether its last day is over, and"
                            + " identifier, dates, fields, statement and receipt are shown.")
    @Problems({
        ProblemCode.PURPOSE_NOT_ALLOWED,
        ProblemCode.LICENCE_UNKNOWN,
        ProblemCode.LICENCE_ERASED,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<LicenceView> one(@PathVariable String id) {
        return find(id).flatMap(licence -> successors
                .of(licence)
                .map(StoredStatement::id)
                .singleOptional()
                .map(successor -> LicenceView.of(
                        licence,
                        successor,
                        positions,
                        ledger,
                        LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE))));
    }

    @Access({Role.DEPARTMENT, Role.APP})
    @GetMapping(path = "/qr.png", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(
            summary = "A licence's QR code as an image",
            description = "With the receipt, as printed codes are, unless receipt=false.")
    @Problems({
        ProblemCode.REQUEST_MALFORMED,
        ProblemCode.PURPOSE_NOT_ALLOWED,
        ProblemCode.LICENCE_UNKNOWN,
        ProblemCode.LICENCE_ERASED,
        ProblemCode.LICENCE_NOT_IN_FORCE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<byte[]> image(@PathVariable String id, @RequestParam(defaultValue = "true") boolean receipt) {
        return find(id).map(licence -> codes.text(licence, receipt)).flatMap(codes::png);
    }

    @Access({Role.DEPARTMENT, Role.APP})
    @GetMapping(path = "/qr.txt", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(summary = "The text of a licence's QR code")
    @Problems({
        ProblemCode.REQUEST_MALFORMED,
        ProblemCode.PURPOSE_NOT_ALLOWED,
        ProblemCode.LICENCE_UNKNOWN,
        ProblemCode.LICENCE_ERASED,
        ProblemCode.LICENCE_NOT_IN_FORCE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<String> text(@PathVariable String id, @RequestParam(defaultValue = "true") boolean receipt) {
        return find(id).map(licence -> codes.text(licence, receipt));
    }

    @Access(Role.DEPARTMENT)
    @GetMapping(path = "/package", produces = MediaType.APPLICATION_CBOR_VALUE)
    @Operation(
            summary = "A licence as a file that can be verified offline",
            description =
                    "Statement, full receipt and all fields (docs/verification.md). What another region needs to take"
                            + " the licence over; personal, so hand it to that department only.")
    @Problems({
        ProblemCode.LICENCE_UNKNOWN,
        ProblemCode.LICENCE_ERASED,
        ProblemCode.LICENCE_NOT_IN_FORCE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<byte[]> file(@PathVariable String id) {
        return find(id).map(licence -> LicencePackages.of(licence).encode().toArray());
    }

    private Mono<Licence> find(String id) {
        return licences.find(id, identifier -> Callers.mayRead(identifier.issuer(), identifier.type()))
                .switchIfEmpty(Mono.error(() -> ProblemCode.LICENCE_UNKNOWN.because(
                        "No licence has this id; use the Location that the issuing request was answered with.")));
    }
}
