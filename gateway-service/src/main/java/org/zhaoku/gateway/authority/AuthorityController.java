package org.zhaoku.gateway.authority;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Issuing departments. */
@RestController
@RequestMapping("/api/v1/authorities")
class AuthorityController {
    /** X.520 gives an organisation's name in a certificate so many characters. */
    private static final int MAX_NAME = 64;

    private final AuthorityService authorities;

    AuthorityController(AuthorityService authorities) {
        this.authorities = authorities;
    }

    @Access(Role.OPERATOR)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Register a department of this region",
            description =
                    "Makes its SM2 key and certificate and registers both on the ledger. The same again is no error.")
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.LEDGER_REFUSED,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.SIGNER_UNAVAILABLE
    })
    Mono<AuthorityView> register(@RequestBody Mono<AuthorityRequest> body) {
        return body.map(AuthorityController::checked).flatMap(authorities::register);
    }

    private static RegisterAuthority checked(AuthorityRequest request) {
        var errors = new FieldErrors();
        var code = errors.parsed(
                "code",
                request.code(),
                "a unified social credit code of 18 characters with a right check character",
                UnifiedSocialCreditCode::parse);
        var name = errors.text("name", request.name(), MAX_NAME);
        errors.throwIfAny();
        var registration = errors.parsed(
                "name",
                name.orElseThrow(),
                "a name without blanks at its ends",
                text -> new RegisterAuthority(code.orElseThrow(), text));
        errors.throwIfAny();
        return registration.orElseThrow();
    }

    @Access(Role.OPERATOR)
    @DeleteMapping("/{code}/types/{type}")
    @Operation(
            summary = "Take the right to a licence type back",
            description = "What the department issued before stays valid. One that is not there is no error.")
    @Problems({
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.TYPE_UNKNOWN,
        ProblemCode.LEDGER_REFUSED,
        ProblemCode.LEDGER_UNAVAILABLE
    })
    Mono<AuthorityView> revoke(@PathVariable String code, @PathVariable String type) {
        return Mono.defer(() -> authorities.revoke(department(code), type(type)));
    }

    /** A department in a path. */
    static UnifiedSocialCreditCode department(String code) {
        try {
            return UnifiedSocialCreditCode.parse(code);
        } catch (IllegalArgumentException e) {
            throw ProblemCode.DEPARTMENT_UNKNOWN.because(
                    "Expected a unified social credit code; /api/v1/authorities lists all departments.");
        }
    }

    private static LicenceTypeCode type(String code) {
        try {
            return LicenceTypeCode.parse(code);
        } catch (IllegalArgumentException e) {
            throw ProblemCode.TYPE_UNKNOWN.because(
                    "Expected a licence type code of 21 characters; /api/v1/types lists all types.");
        }
    }

    @Access(anyRole = true)
    @GetMapping
    @Operation(
            summary = "All departments on the ledger",
            description = "With their keys, those that sign no more among them, and the types that they may issue.")
    @Problems({})
    Flux<AuthorityView> all() {
        return authorities.all();
    }
}
