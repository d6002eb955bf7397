package org.zhaoku.gateway.openapi;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;
import org.zhaoku.gateway.web.Problem;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The API's description at {@code /openapi}: who may call what, the problems of each operation, and examples. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String PATH = "/openapi";

    @Bean
    OpenAPI description() {
        var components = new Components();
        SecurityDescription.schemes().forEach(components::addSecuritySchemes);
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(components::addSchemas);
        return new OpenAPI()
                .info(new Info()
                        .title("照库 Zhaoku gateway")
                        .version("v1")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                        .description("Issues, anchors, serves and verifies electronic licences (电子证照). Every error is"
                                + " application/problem+json with a stable code; what is under no path here answers"
                                + " PATH_UNKNOWN. JSON bodies may have 1 MiB, images 8 MiB."))
                // the one that served this: the gateway does not know under which names it is reached
                .servers(List.of(new Server().url("/")))
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
    OperationCustomizer callersOfOperations() {
        return SecurityDescription::describe;
    }

    @Bean
    OperationCustomizer problemsOfOperations() {
        return ProblemDescription::describe;
    }

    @Bean
    OpenApiCustomizer namesOfOperations() {
        return new Names();
    }

    @Bean
    OpenApiCustomizer examplesOfOperations(JsonMapper json) {
        return new Examples(json);
    }
}
