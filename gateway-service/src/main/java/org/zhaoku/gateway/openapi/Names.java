package org.zhaoku.gateway.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Names of operations and their groups, from method and path alone: generated clients have their methods and classes from them, so they
 * change with nothing else. {@code GET /api/v1/licences/{id}/qr.png} is {@code getLicencesByIdQrPng} in the group {@code licences}.
 */
final class Names implements OpenApiCustomizer {
    private static final String PREFIX = "/api/v1/";

    @Override
    public void customise(OpenAPI description) {
        description
                .getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> name(method, path, operation)));
    }

    private static void name(PathItem.HttpMethod method, String path, Operation operation) {
        String rest = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path.substring(1);
        operation.setOperationId(operationId(method.name(), rest));
        operation.setTags(List.of(rest.split("/", -1)[0]));
    }

    /** @param path without its prefix */
    static String operationId(String method, String path) {
        String words = path.replace("{", "by-").replaceAll("[/.}]+", "-");
        return method.toLowerCase(Locale.ROOT)
                + Arrays.stream(words.split("-", -1))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
