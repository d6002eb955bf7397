package org.zhaoku.gateway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.zhaoku.gateway.life.Moves;
import org.zhaoku.verifier.status.StatusReason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stations in the life of a licence, over HTTP. */
final class Stations {
    private static final JsonMapper JSON = new JsonMapper();

    private final GatewayProcess gateway;

    Stations(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    void moved(String id, String reason) {
        gateway.post("/api/v1/licences/" + id + "/changes", Map.of("reason", reason));
    }

    /** Ends a licence; from there nothing but the mark is left. */
    void ended(String id, StatusReason end) {
        moved(id, end.name());
        String state = gateway.get("/api/v1/licences/" + id).get("ledgerState").asString();
        assertForbidden(id, state);
        moved(id, "DISPUTE_RAISED");
        assertForbidden(id, state + "*");
        assertThat(gateway.get("/api/v1/licences/" + id + "/changes")).hasSize(2);
    }

    /** The licence stands so, and every move that the table forbids from there is refused and changes nothing. */
    void assertForbidden(String id, String standing) {
        Moves.Standing from = Moves.Standing.parse(standing);
        String path = "/api/v1/licences/" + id;
        assertThat(gateway.get(path).get("ledgerState").asString())
                .isEqualTo(from.state().name());
        assertThat(gateway.get(path).get("disputed").asBoolean()).isEqualTo(from.disputed());
        int before = gateway.get(path + "/changes").size();
        for (Moves.Move move : Moves.all()) {
            if (move.from().equals(from) && move.isRefusedByGateway()) {
                String body = switch (move.reason()) {
                    case RENEWED -> "{\"validTo\":\"长期\"}";
                    case CHANGED, CORRECTED -> "{\"fields\":{\"KZ_Category\":\"单位食堂\"}}";
                    case REISSUED_AFTER_LOSS -> "{\"cause\":\"LOSS\"}";
                    case REISSUED_AFTER_DAMAGE -> "{\"cause\":\"DAMAGE\"}";
                    default -> "{\"reason\":\"" + move.reason() + "\"}";
                };
                JsonNode answer = JSON.readTree(
                        gateway.send("POST", path + Moves.path(move.reason()), "application/json", body.getBytes(UTF_8))
                                .body());
                assertThat(answer.path("code").asString())
                        .as("%s for %s", standing, move.reason())
                        .isEqualTo(move.gateway());
            }
        }
        assertThat(gateway.get(path + "/changes")).hasSize(before);
    }
}
