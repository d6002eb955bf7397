package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

/** Licences that another department takes over where two persons have to agree. */
final class TakeOverApprovalTest extends GatewayTest {
    private static final String IN = "/api/v1/licences/transfers-in";

    @Test
    void a_second_person_may_refuse_it_and_it_is_asked_for_again() {
        UnifiedSocialCreditCode from = registered("示范市市场监督管理局");
        UnifiedSocialCreditCode to = registered("邻市市场监督管理局");
        LicenceTypeCode type = Codes.type();
        Map<String, Object> definition = new HashMap<>(typeRequest(type, to, false));
        definition.put("approval", "TWO_PERSONS");
        post("/api/v1/types", definition).expectStatus().isCreated();
        String old = inForce(published(from), from);
        String oldCode = code(old);
        JsonNode change = json(post(old + "/transfers", Map.of("region", "EmbeddedMSP", "department", to.value()))
                .expectStatus()
                .isCreated());
        assertThat(change.at("/target/department").asString()).isEqualTo(to.value());
        Map<String, Object> request = Map.of(
                "issuer",
                to.value(),
                "type",
                type.value(),
                "holderName",
                "照库小吃店",
                "licencePackage",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(bytes(http.get().uri(old + "/package").exchange())));
        String asked = asked(request);
        assertThat(asked(request)).isEqualTo(asked);
        WebTestClient second = as("second", to);
        decide(second, asked, Map.of("decision", "REFUSED", "reason", "资料不全"));

        String again = asked(request);

        assertThat(again).isNotEqualTo(asked);
        decide(second, again, Map.of("decision", "APPROVED"));
        String taken = "/api/v1/licences/" + again;
        eventually(taken, "/state", "IN_FORCE");
        assertThat(verdict(code(taken))).containsExactly("VALID");
        assertThat(verdict(oldCode)).containsExactly("INVALID", "LIC-601");
        assertThat(verify(oldCode).get("replacedBy")).isEqualTo(get(taken).at("/licence/identifier"));
        assertThat(get(taken).at("/licence/fields")).isEqualTo(get(old).at("/licence/fields"));
        assertThat(get(taken + "/changes").get(0).at("/predecessor/department").asString())
                .isEqualTo(from.value());
    }

    private String asked(Map<String, Object> request) {
        JsonNode asked = json(post(IN, request).expectStatus().isAccepted());
        assertThat(asked.at("/state").asString()).isEqualTo("AWAITING_APPROVAL");
        return asked.get("id").asString();
    }

    private static void decide(WebTestClient person, String id, Map<String, Object> decision) {
        person.post()
                .uri("/api/v1/approvals/" + id + "/decision")
                .bodyValue(decision)
                .exchange()
                .expectStatus()
                .isOk();
    }
}
