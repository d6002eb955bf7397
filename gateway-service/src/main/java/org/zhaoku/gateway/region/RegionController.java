package org.zhaoku.gateway.region;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The directory of regions. */
@RestController
class RegionController {
    /** The contract gives a region's name so many characters. */
    private static final int MAX_NAME = 100;

    private final RegionService regions;

    RegionController(RegionService regions) {
        this.regions = regions;
    }

    @Access(Role.OPERATOR)
    @PutMapping("/api/v1/region")
    @Operation(
            summary = "Put this region's entry into the directory on the ledger",
            description =
                    "Name and base URLs, with this gateway's key and the region's checkpoint key. The same again is no error.")
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.CHECKPOINT_KEY_OTHER,
        ProblemCode.LEDGER_REFUSED,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.SIGNER_UNAVAILABLE
    })
    Mono<RegionView> put(@RequestBody Mono<RegionRequest> body) {
        return body.doOnNext(RegionController::check)
                .flatMap(request -> regions.put(
                        String.valueOf(request.name()),
                        List.copyOf(request.baseUrls()),
                        Boolean.TRUE.equals(request.replaceCheckpointKey())));
    }

    private static void check(RegionRequest request) {
        var errors = new FieldErrors();
        errors.text("name", request.name(), MAX_NAME)
                .filter(name -> !name.strip().equals(name))
                .ifPresent(name -> errors.add("name", FieldError.Code.FORMAT, "expected no blanks at its ends"));
        errors.required("baseUrls", request.baseUrls())
                .filter(urls -> urls.stream().anyMatch(Objects::isNull) || !PutRegion.areBaseUrls(urls))
                .ifPresent(urls -> errors.add(
                        "baseUrls",
                        FieldError.Code.FORMAT,
                        "expected 1 to " + PutRegion.MAX_URLS
                                + " different ones such as https://gateway.example:8443/zhaoku"));
        errors.throwIfAny();
    }

    @Access(open = true)
    @GetMapping("/api/v1/regions")
    @Operation(summary = "The directory of regions as the ledger has it")
    @Problems({})
    Flux<RegionView> all() {
        return regions.all();
    }
}
