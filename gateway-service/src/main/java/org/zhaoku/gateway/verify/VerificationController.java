package org.zhaoku.gateway.verify;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.verifier.code.LicenceCode;
import reactor.core.publisher.Mono;

/** Verifies scanned codes, for everyone. */
@RestController
@RequestMapping("/api/v1/verifications")
class VerificationController {
    /** The largest image that is read, in bytes. */
    static final int MAX_IMAGE = 8 * 1024 * 1024;

    private final VerificationService verification;

    VerificationController(VerificationService verification) {
        this.verification = verification;
    }

    @Access(open = true)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Verify the text or the image of a code",
            description =
                    "The verdict is VALID, INVALID or CANNOT_TELL, with every check and what to do. Needs no token.",
            operationId = "verify")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.IMAGE_UNREADABLE, ProblemCode.LEDGER_UNAVAILABLE})
    Mono<VerdictView> text(@RequestBody Mono<VerificationRequest> body) {
        return body.map(VerificationController::checked).flatMap(verification::verify);
    }

    private static String checked(VerificationRequest request) {
        var errors = new FieldErrors();
        String text = errors.required("text", request.text()).orElse("");
        if (text.length() > LicenceCode.MAX_LENGTH) {
            errors.add("text", FieldError.Code.LENGTH, "expected at most " + LicenceCode.MAX_LENGTH + " characters");
        }
        errors.throwIfAny();
        return text;
    }

    @Access(open = true)
    @PostMapping(consumes = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE})
    @Operation(
            summary = "Verify the text or the image of a code",
            operationId = "verify",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.IMAGE_PNG_VALUE,
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = MediaType.IMAGE_JPEG_VALUE,
                                        schema = @Schema(type = "string", format = "binary"))
                            }))
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.IMAGE_UNREADABLE, ProblemCode.LEDGER_UNAVAILABLE})
    Mono<VerdictView> image(@Parameter(hidden = true) ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), MAX_IMAGE)
                .map(VerificationController::bytes)
                .switchIfEmpty(Mono.error(() -> ProblemCode.IMAGE_UNREADABLE.because(
                        "Expected a PNG or JPEG image as the body; it was empty.")))
                .flatMap(verification::verify);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
