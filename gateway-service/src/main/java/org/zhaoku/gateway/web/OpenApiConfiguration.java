package org.zhaoku.gateway.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;
import reactor.core.scheduler.Schedulers;

/** The API's description at {@code /openapi}: token, and for each operation the problems that it may answer with. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String TOKEN = "token";
    private static final String PATH = "/openapi";
    private static final Set<ProblemCode> EVERYWHERE =
            EnumSet.of(ProblemCode.METHOD_NOT_ALLOWED, ProblemCode.NOT_ACCEPTABLE, ProblemCode.INTERNAL);
    private static final Set<ProblemCode> BEHIND_TOKEN =
            EnumSet.of(ProblemCode.TOKEN_MISSING, ProblemCode.TOKEN_WRONG, ProblemCode.FORBIDDEN);
    private static final Set<ProblemCode> WITH_BODY =
            EnumSet.of(ProblemCode.REQUEST_MALFORMED, ProblemCode.BODY_TOO_LARGE, ProblemCode.MEDIA_TYPE_UNSUPPORTED);

    @Bean
    OpenAPI description() {
        var components = new Components()
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("the token of the gateway, from its operator"));
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(components::addSchemas);
        return new OpenAPI()
                .info(new Info()
                        .title("照库 Zhaoku gateway")
                        .version("v1")
                        .description("Issues, anchors, serves and verifies electronic licences (电子证照). Every error is"
                                + " application/problem+json with a stable code; what is under no path here answers"
                                + " PATH_UNKNOWN. JSON bodies may have 1 MiB, images 8 MiB."))
                .components(components);
    }

    /** The first caller has the classes read, and whoever comes meanwhile waits for a lock: neither on an event loop. */
    @Bean
    WebFilter madeBesideTheEventLoops() {
        return (exchange, chain) -> exchange.getRequest().getPath().value().equals(PATH)
                ? chain.filter(exchange).subscribeOn(Schedulers.boundedElastic())
                : chain.filter(exchange);
    }

    @Bean
    OperationCustomizer problemsOfOperations() {
        return (operation, handler) -> {
            Problems problems = handler.getMethodAnnotation(Problems.class);
            if (problems != null) {
                describe(operation, problems);
            }
            return operation;
        };
    }

    private static void describe(Operation operation, Problems problems) {
        List<ProblemCode> codes = new ArrayList<>(List.of(problems.value()));
        codes.addAll(EVERYWHERE);
        if (operation.getRequestBody() != null) {
            codes.addAll(WITH_BODY);
        }
        if (!problems.open()) {
            codes.addAll(BEHIND_TOKEN);
            operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
        }
        Map<Integer, List<ProblemCode>> byStatus = codes.stream()
                .distinct()
                .collect(Collectors.groupingBy(ProblemCode::status, TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, same) -> operation.getResponses().addApiResponse("" + status, response(same)));
    }

    private static ApiResponse response(List<ProblemCode> codes) {
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
        return new ApiResponse()
                .description(codes.stream().map(ProblemCode::name).collect(Collectors.joining(", ")))
                .content(new Content()
                        .addMediaType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE, media));
    }
}
