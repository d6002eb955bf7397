package org.zhaoku.gateway.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;

/** The problems that an operation may answer with: its own, and those that all have. */
final class ProblemDescription {
    private static final Set<ProblemCode> EVERYWHERE = EnumSet.of(
            ProblemCode.TOKEN_WRONG,
            ProblemCode.METHOD_NOT_ALLOWED,
            ProblemCode.NOT_ACCEPTABLE,
            ProblemCode.RATE_LIMITED,
            ProblemCode.INTERNAL,
            ProblemCode.PROVIDER_UNAVAILABLE);
    private static final Set<ProblemCode> WITH_BODY =
            EnumSet.of(ProblemCode.REQUEST_MALFORMED, ProblemCode.BODY_TOO_LARGE, ProblemCode.MEDIA_TYPE_UNSUPPORTED);

    private ProblemDescription() {}

    static Operation describe(Operation operation, HandlerMethod handler) {
        var problems = MergedAnnotations.from(handler.getMethod());
        if (!problems.isPresent(Problems.class)) {
            return operation;
        }
        List<ProblemCode> codes = new ArrayList<>();
        problems.stream(Problems.class)
                .map(MergedAnnotation::synthesize)
                .forEach(each -> codes.addAll(List.of(each.value())));
        codes.addAll(EVERYWHERE);
        if (operation.getRequestBody() != null) {
            codes.addAll(WITH_BODY);
        }
        Access access = handler.getMethodAnnotation(Access.class);
        if (access == null || !access.open()) {
            codes.add(ProblemCode.TOKEN_MISSING);
            codes.add(ProblemCode.FORBIDDEN);
        }
        Map<Integer, List<ProblemCode>> byStatus = codes.stream()
                .distinct()
                .sorted()
                .collect(Collectors.groupingBy(ProblemCode::status, TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, same) -> add(operation, "" + status, same));
        return operation;
    }

    // what the operation says of the status itself stays
    private static void add(Operation operation, String status, List<ProblemCode> codes) {
        ApiResponse response = operation.getResponses().getOrDefault(status, new ApiResponse());
        Content content = response.getContent() == null ? new Content() : response.getContent();
        String names = codes.stream().map(ProblemCode::name).collect(Collectors.joining(", "));
        response.setDescription(
                response.getContent() == null ? names : response.getDescription() + "; or a problem: " + names);
        response.setContent(
                content.addMediaType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE, media(codes)));
        if (codes.stream()
                .anyMatch(code ->
                        code == ProblemCode.RATE_LIMITED || code.retryAfter().isPresent())) {
            response.addHeaderObject(
                    HttpHeaders.RETRY_AFTER,
                    new Header().description("seconds after which to try again").schema(new IntegerSchema()));
        }
        operation.getResponses().addApiResponse(status, response);
    }

    private static MediaType media(List<ProblemCode> codes) {
        var media = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
        codes.forEach(code -> media.addExamples(
                code.name(),
                new Example()
                        .value(Map.of(
                                "type", "urn:zhaoku:problem:" + code,
                                "title", code.title(),
                                "status", code.status(),
                                "detail", "what was expected, what came and what to do",
                                "code", code.name()))));
        return media;
    }
}
