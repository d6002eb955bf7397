package org.zhaoku.gateway.bundle;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks another region's gateways, one after the other until one answers. What comes back is bounded in size and time. */
@Component
class RegionClient {
    private static final int CONNECT_MILLIS = 1000;
    private static final int MAX_ANSWER = 256 << 10;

    private final WebClient http;
    private final Duration patience;

    /** @param resources event loops and connections, the server's own */
    RegionClient(BundleProperties properties, ReactorResourceFactory resources) {
        this.patience = properties.patience();
        this.http = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(
                        resources,
                        client -> client.followRedirect(false)
                                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                                .responseTimeout(patience)))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER))
                .build();
    }

    /** Fails if no gateway of the region gives an answer that can be read. */
    Mono<CosignAnswer> ask(List<String> addresses, CosignRequest request) {
        byte[] body = request.encode().toArray();
        return Flux.fromIterable(addresses)
                .concatMapDelayError(address -> ask(address, body))
                .next()
                .timeout(patience);
    }

    private Mono<CosignAnswer> ask(String address, byte[] body) {
        return http.post()
                .uri(address + "/api/v1/checkpoints")
                .contentType(MediaType.APPLICATION_CBOR)
                .accept(MediaType.APPLICATION_CBOR)
                .bodyValue(body)
                .exchangeToMono(RegionClient::read);
    }

    private static Mono<CosignAnswer> read(ClientResponse response) {
        return response.statusCode().isSameCodeAs(HttpStatus.OK)
                        || response.statusCode().isSameCodeAs(HttpStatus.CONFLICT)
                ? response.bodyToMono(byte[].class).map(answer -> CosignAnswer.decode(Bytes.of(answer)))
                : response.createError();
    }
}
