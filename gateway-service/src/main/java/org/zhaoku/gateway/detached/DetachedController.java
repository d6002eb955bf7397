package org.zhaoku.gateway.detached;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Mono;

/** Takes batches that a department signed by itself. */
@RestController
class DetachedController {
    private final DetachedService batches;

    DetachedController(DetachedService batches) {
        this.batches = batches;
    }

    @Access(Role.DEPARTMENT)
    @PostMapping(path = "/api/v1/batches", consumes = MediaType.APPLICATION_CBOR_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Take a batch that the department signed by itself",
            description =
                    "The body is the file of zhaoku sign batch, 16 MiB and 10,000 licences at most. All of its licences are"
                            + " stored, or none; errors names what is wrong by row. Answered, it comes into force whatever happens to"
                            + " the gateway. The same file again is answered the same and issues nothing.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_CBOR_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @Problems({
        ProblemCode.REQUEST_MALFORMED,
        ProblemCode.BODY_TOO_LARGE,
        ProblemCode.MEDIA_TYPE_UNSUPPORTED,
        ProblemCode.FILE_UNREADABLE,
        ProblemCode.BATCH_SIGNATURE_WRONG,
        ProblemCode.FIELD_INVALID,
        ProblemCode.TYPE_UNKNOWN,
        ProblemCode.TYPE_RETIRED,
        ProblemCode.TYPE_NOT_AUTHORISED,
        ProblemCode.APPROVAL_NEEDED,
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.KEY_UNKNOWN,
        ProblemCode.KEY_ENDED,
        ProblemCode.IDENTIFIER_TAKEN,
        ProblemCode.BATCH_BUSY,
        ProblemCode.QUEUE_FULL,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<BatchView> take(@Parameter(hidden = true) ServerWebExchange exchange) {
        return batches.take(exchange.getRequest().getBody());
    }
}
