package org.zhaoku.gateway.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Examples of requests and answers from the files {@code openapi/examples/<method>-<path>.json}, each {@code {request, response}};
 * {@code POST /api/v1/licences/{id}/changes} is {@code post-licences-id-changes.json}. And for what has an ETag, the answer 304.
 */
final class Examples implements OpenApiCustomizer {
    private static final String NOT_MODIFIED = "304";

    private final JsonMapper json;

    Examples(JsonMapper json) {
        this.json = json;
    }

    /** The name of an operation's file, without its folder. */
    static String fileName(String method, String path) {
        return method.toLowerCase(Locale.ROOT)
                + path.replaceFirst("^/api/v1", "").replaceAll("[{}]", "").replace('/', '-') + ".json";
    }

    @Override
    public void customise(OpenAPI description) {
        description
                .getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> complete(method, path, operation)));
    }

    private void complete(PathItem.HttpMethod method, String path, Operation operation) {
        Map<?, ?> examples = read(fileName(method.name(), path));
        if (operation.getRequestBody() != null) {
            put(operation.getRequestBody().getContent(), examples.get("request"));
        }
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                put(response.getContent(), examples.get("response"));
            }
        });
        if (method == PathItem.HttpMethod.GET) {
            addNotModified(operation);
        }
    }

    private static void put(@Nullable Content content, @Nullable Object example) {
        if (content != null && example != null) {
            content.forEach((type, media) -> {
                if (type.equals("application/json") || type.equals("text/plain")) {
                    media.setExample(example);
                }
            });
        }
    }

    // lists are written as they come, so nobody knows their tag before
    private static void addNotModified(Operation operation) {
        ApiResponse found = operation.getResponses().get("200");
        if (found != null
                && found.getContent() != null
                && found.getContent().entrySet().stream().anyMatch(Examples::isTagged)) {
            found.addHeaderObject(
                    HttpHeaders.ETAG,
                    new Header().description("send it back as If-None-Match").schema(new StringSchema()));
            operation
                    .getResponses()
                    .addApiResponse(NOT_MODIFIED, new ApiResponse().description("what you have is still so"));
        }
    }

    private static boolean isTagged(Map.Entry<String, MediaType> content) {
        return content.getKey().equals("application/cbor")
                || (content.getKey().equals("application/json")
                        && content.getValue().getSchema().getItems() == null);
    }

    private Map<?, ?> read(String file) {
        var resource = new ClassPathResource("openapi/examples/" + file);
        if (!resource.exists()) {
            return Map.of();
        }
        try (InputStream in = resource.getInputStream()) {
            return Optional.ofNullable(json.readValue(in, Map.class)).orElse(Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
