package org.zhaoku.gateway.licence;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Mono;

/** Destroys personal data of licences that have ended. */
@RestController
@RequestMapping("/api/v1/licences/{id}")
class ErasureController {
    private final ErasureService erasures;

    ErasureController(ErasureService erasures) {
        this.erasures = erasures;
    }

    @Access(Role.DEPARTMENT)
    @DeleteMapping("/personal-data")
    @Operation(
            summary = "Destroy the personal data of a licence that has ended",
            description = "For good: the key under which they are stored, the statement and the holders' hashes."
                    + " Answers with what remains. Again is no error.")
    @Problems({
        ProblemCode.LICENCE_UNKNOWN,
        ProblemCode.LICENCE_NOT_ENDED,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<ErasureService.ErasedLicence> erase(@PathVariable String id) {
        return erasures.erase(id);
    }

    @Access(Role.DEPARTMENT)
    @GetMapping("/erasure")
    @Operation(summary = "What remains of a licence whose personal data were destroyed")
    @Problems({ProblemCode.LICENCE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<ErasureService.ErasedLicence> remains(@PathVariable String id) {
        return erasures.remains(id);
    }
}
