package org.zhaoku.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway's description at {@code /openapi}, and whether answers are as it says. */
public final class Description {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Description> KNOWN = new ConcurrentHashMap<>();
    private static final String URI = "https://zhaoku.test/openapi";

    private final JsonNode root;
    private final SchemaRegistry schemas;
    private final List<PathPattern> paths;

    private Description(JsonNode root) {
        this.root = root;
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(URI, JSON.writeValueAsString(root))));
        this.paths = root.get("paths")
                .propertyStream()
                .map(path -> PathPatternParser.defaultInstance.parse(path.getKey()))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** The description of the gateway at this address; asked for once. */
    public static Description of(String base) {
        return KNOWN.computeIfAbsent(
                base,
                address -> new Description(JSON.readTree(WebClient.builder()
                        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                        .baseUrl(address)
                        .build()
                        .get()
                        .uri("/openapi")
                        .retrieve()
                        .bodyToMono(String.class)
                        .blockOptional()
                        .orElseThrow())));
    }

    public JsonNode root() {
        return root;
    }

    /** What is wrong with a value by the schema at this JSON pointer of the description. */
    public List<String> faults(String pointer, String value) {
        Schema schema = schemas.getSchema(
                SchemaLocation.of(URI + "#" + pointer.replace("{", "%7B").replace("}", "%7D")));
        return schema.validate(value, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /** Fails a request whose answer the description does not allow: status, media type, or JSON. */
    ExchangeFilterFunction holdingTo() {
        return (request, next) -> next.exchange(request).flatMap(response -> check(request, response));
    }

    private Mono<ClientResponse> check(ClientRequest request, ClientResponse response) {
        Optional<String> operation = operation(request);
        if (operation.isEmpty()) {
            return Mono.just(response);
        }
        return DataBufferUtils.join(response.bodyToFlux(DataBuffer.class))
                .map(Description::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> {
                    check(operation.get(), request, response, body);
                    return response.mutate()
                            .body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)))
                            .build();
                });
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private void check(String operation, ClientRequest request, ClientResponse response, byte[] body) {
        int status = response.statusCode().value();
        String what = request.method() + " " + request.url().getPath() + " answered " + status;
        String pointer = operation + "/responses/" + status;
        assertThat(root.at(pointer).isObject())
                .as("%s, which /openapi does not say: add the problem to @Problems, or an @ApiResponse", what)
                .isTrue();
        Optional<MediaType> type = response.headers().contentType();
        if (body.length == 0 || type.isEmpty()) {
            return;
        }
        String name = type.get().getType() + "/" + type.get().getSubtype();
        assertThat(root.at(pointer + "/content").propertyNames())
                .as("%s with a media type that /openapi does not say", what)
                .contains(name);
        if (name.endsWith("json") && !name.endsWith("ndjson")) {
            String schema = pointer + "/content/" + name.replace("/", "~1") + "/schema";
            assertThat(faults(schema, new String(body, StandardCharsets.UTF_8)))
                    .as("%s with a body that /openapi does not say", what)
                    .isEmpty();
        }
    }

    /** JSON pointer of the operation that a request is for. */
    private Optional<String> operation(ClientRequest request) {
        PathContainer path = PathContainer.parsePath(request.url().getRawPath());
        String method = request.method().name().toLowerCase(Locale.ROOT);
        return paths.stream()
                .filter(pattern -> pattern.matches(path))
                .findFirst()
                .map(pattern -> "/paths/" + pattern.getPatternString().replace("/", "~1") + "/" + method)
                .filter(pointer -> root.at(pointer).isObject());
    }
}
