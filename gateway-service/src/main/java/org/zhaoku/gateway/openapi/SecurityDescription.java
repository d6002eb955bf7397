package org.zhaoku.gateway.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.method.HandlerMethod;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.access.Role;

/** Who may call an operation, and how callers say who they are. */
final class SecurityDescription {
    private static final String TOKEN = "token";
    private static final String API_KEY = "apiKey";
    private static final String CERTIFICATE = "certificate";

    private SecurityDescription() {}

    static Map<String, SecurityScheme> schemes() {
        return Map.of(
                TOKEN,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description(
                                "A token of the region's identity provider, or the operator's token of this gateway."),
                API_KEY,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")
                        .description("The key of a third party's application, from the region's operator."),
                CERTIFICATE,
                new SecurityScheme()
                        .type(SecurityScheme.Type.MUTUALTLS)
                        .description("The certificate of a machine that the gateway's settings name."));
    }

    static Operation describe(Operation operation, HandlerMethod handler) {
        Access access = handler.getMethodAnnotation(Access.class);
        if (access == null || access.open()) {
            return operation;
        }
        List<Role> roles = access.anyRole() ? List.of(Role.values()) : List.of(access.value());
        operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
        operation.addSecurityItem(new SecurityRequirement().addList(CERTIFICATE));
        if (roles.contains(Role.APP)) {
            operation.addSecurityItem(new SecurityRequirement().addList(API_KEY));
        }
        if (Arrays.asList(access.value()).contains(Role.APP)) {
            operation.addParametersItem(new HeaderParameter()
                    .name(Callers.PURPOSE)
                    .required(false)
                    .description("For callers with an API key: one of its purposes for the licence's type.")
                    .example("food-inspection")
                    .schema(new StringSchema().pattern("[A-Za-z0-9._-]{1,64}")));
        }
        String names = roles.stream().map(Role::name).collect(Collectors.joining(", "));
        operation.setDescription(Optional.ofNullable(operation.getDescription())
                        .map(text -> text + " ")
                        .orElse("")
                + "Roles: " + names + ".");
        return operation;
    }
}
