package org.zhaoku.gateway.authority;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;
import reactor.core.publisher.Mono;

/** Keys of a department. */
@RestController
@RequestMapping("/api/v1/authorities/{code}/keys")
class KeyController {
    private final KeyService keys;

    KeyController(KeyService keys) {
        this.keys = keys;
    }

    @Access(Role.OPERATOR)
    @PostMapping(consumes = MediaType.APPLICATION_CBOR_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Register a key that the department holds elsewhere",
            description =
                    "The body is the key request of zhaoku sign key: the certificate, and the proof that the department"
                            + " has its key. The gateway never signs with it. The same again is no error.")
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.LEDGER_REFUSED,
        ProblemCode.LEDGER_UNAVAILABLE
    })
    Mono<KeyView> register(@PathVariable String code, @RequestBody byte[] request) {
        return Mono.fromSupplier(() -> request(AuthorityController.department(code), request))
                .flatMap(keys::add);
    }

    private static AddKey request(UnifiedSocialCreditCode department, byte[] body) {
        AddKey request;
        try {
            request = (AddKey) CommandKind.ADD_KEY.decode(Bytes.of(body));
        } catch (IllegalArgumentException e) {
            throw ProblemCode.REQUEST_MALFORMED.because(
                    "Expected a key request, as zhaoku sign key makes it (docs/detached-signing.md).");
        }
        if (!request.department().equals(department)) {
            var errors = new FieldErrors();
            errors.add(
                    "department",
                    FieldError.Code.RANGE,
                    "expected a request of the department in the path, got one of another");
            errors.throwIfAny();
        }
        return request;
    }

    @Access(Role.OPERATOR)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make a further key for a department",
            description =
                    "Registers it on the ledger; the department signs with it from then on. Earlier keys stay until"
                            + " they are retired, and what they signed stays valid.")
    @Problems({
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.LEDGER_REFUSED,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.SIGNER_UNAVAILABLE
    })
    Mono<KeyView> add(@PathVariable String code) {
        return Mono.fromSupplier(() -> AuthorityController.department(code)).flatMap(keys::add);
    }

    @Access(Role.OPERATOR)
    @PostMapping("/{kid}/retirement")
    @Operation(
            summary = "Retire a key",
            description = "It signs nothing more, for good; what it anchored stays valid. Again is no error.")
    @Problems({
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.KEY_UNKNOWN,
        ProblemCode.KEY_IN_USE,
        ProblemCode.LEDGER_REFUSED,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<KeyView> retire(@PathVariable String code, @PathVariable String kid) {
        return Mono.fromSupplier(() -> AuthorityController.department(code))
                .flatMap(department -> keys.retire(department, kid(kid)));
    }

    @Access(Role.OPERATOR)
    @PostMapping("/{kid}/distrust")
    @Operation(
            summary = "Distrust a key from a position on the ledger on",
            description = "For a key that others may hold: what it anchored there or later does not count, and it signs"
                    + " nothing more, for good. The position may later move earlier, never later.")
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.KEY_UNKNOWN,
        ProblemCode.LEDGER_REFUSED,
        ProblemCode.LEDGER_UNAVAILABLE
    })
    Mono<KeyView> distrust(
            @PathVariable String code, @PathVariable String kid, @RequestBody Mono<DistrustRequest> body) {
        return body.map(DistrustRequest::checked)
                .flatMap(from -> keys.distrust(AuthorityController.department(code), kid(kid), from));
    }

    private static KeyId kid(String kid) {
        try {
            return new KeyId(Bytes.fromHex(kid));
        } catch (IllegalArgumentException e) {
            throw ProblemCode.KEY_UNKNOWN.because(
                    "Expected a kid of 16 hexadecimal digits; /api/v1/authorities lists the keys of each department.");
        }
    }
}
