package org.zhaoku.gateway.rotation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.keys.KeyRing;
import org.zhaoku.gateway.keys.KeyRotation;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rotation of the keys of stored data, for the operator. */
@RestController
@RequestMapping("/api/v1/keyrings/{kind}/keys")
class KeyRingController {
    private static final String KIND = "master (wraps the keys of stored data) or holders (holders are found under it)";

    private final KeyRotation rotation;

    KeyRingController(KeyRotation rotation) {
        this.rotation = rotation;
    }

    @Access({Role.OPERATOR, Role.AUDITOR})
    @GetMapping
    @Operation(
            summary = "The keys of stored data",
            description = "documents says how many stored documents need the key: what is still to be moved from a"
                    + " retired one.")
    @Problems({ProblemCode.PATH_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Flux<KeyRotation.KeyView> keys(@Parameter(description = KIND) @PathVariable String kind) {
        return rotation.keys(kind(kind));
    }

    @Access(Role.OPERATOR)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make a key of stored data",
            description = "It is not used before it is activated: first every gateway of the database must have its"
                    + " file.")
    @Problems({ProblemCode.PATH_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<KeyRotation.KeyView> prepare(@Parameter(description = KIND) @PathVariable String kind) {
        return rotation.prepare(kind(kind));
    }

    @Access(Role.OPERATOR)
    @PostMapping("/{id}/activation")
    @Operation(
            summary = "Activate a key of stored data",
            description = "What is written from now on needs the new key; what is stored is moved to it in the"
                    + " background, over a restart, too. The old key is destroyed when nothing needs it.")
    @Problems({ProblemCode.PATH_UNKNOWN, ProblemCode.KEY_UNKNOWN, ProblemCode.KEY_IN_USE, ProblemCode.STORE_UNAVAILABLE
    })
    Flux<KeyRotation.KeyView> activate(
            @Parameter(description = KIND) @PathVariable String kind, @PathVariable String id) {
        return rotation.activate(kind(kind), id);
    }

    private static KeyRing.Kind kind(String value) {
        try {
            return KeyRing.Kind.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemCode.PATH_UNKNOWN.because("Expected the keyring master or holders.");
        }
    }
}
