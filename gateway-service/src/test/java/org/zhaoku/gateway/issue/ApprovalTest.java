package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

/** A second person approves. */
@ExtendWith(OutputCaptureExtension.class)
final class ApprovalTest extends GatewayTest {
    private static final String CITIZEN = "440300199001010016";

    private UnifiedSocialCreditCode department = Codes.department();

    @Autowired
    private ApprovalRepository repository;

    @Autowired
    private Approvals approvals;

    /** A person of the department that was registered last. */
    private WebTestClient as(String person) {
        return as(person, department);
    }

    private UnifiedSocialCreditCode department(String name) {
        department = registered(name);
        return department;
    }

    private static WebTestClient.ResponseSpec post(WebTestClient client, String path, Object body) {
        return client.post().uri(path).bodyValue(body).exchange();
    }

    private static JsonNode get(WebTestClient client, String path) {
        return json(client.get().uri(path).exchange().expectStatus().isOk());
    }

    private LicenceTypeCode publishedForTwo(UnifiedSocialCreditCode issuer) {
        LicenceTypeCode type = Codes.type();
        post("/api/v1/types", typeRequest(type, issuer)).expectStatus().isCreated();
        return type;
    }

    private static Map<String, Object> typeRequest(LicenceTypeCode type, UnifiedSocialCreditCode issuer) {
        return Map.of(
                "code", type.value(),
                "name", "特种作业操作证",
                "approval", "TWO_PERSONS",
                "issuers", List.of(issuer.value()),
                "fields",
                        List.of(
                                Map.of("name", "CertificateHolderName", "title", "姓名", "kind", "TEXT", "face", true),
                                Map.of("name", "CertificateHolderCode", "title", "号码", "kind", "TEXT")));
    }

    private static Map<String, Object> request(LicenceTypeCode type, UnifiedSocialCreditCode issuer, String serial) {
        return Map.of(
                "type",
                type.value(),
                "issuer",
                issuer.value(),
                "holderName",
                "欧阳示例",
                "serial",
                serial,
                "validFrom",
                "2026-01-01",
                "fields",
                Map.of("CertificateHolderCode", CITIZEN));
    }

    private String asked(WebTestClient person, LicenceTypeCode type, UnifiedSocialCreditCode issuer, String serial) {
        JsonNode accepted = json(post(person, "/api/v1/licences", request(type, issuer, serial))
                .expectStatus()
                .isAccepted());
        assertThat(accepted.get("state").asString()).isEqualTo("AWAITING_APPROVAL");
        return accepted.get("id").asString();
    }

    @Test
    void a_licence_is_issued_when_a_second_person_approves_and_who_did_what_is_kept() {
        UnifiedSocialCreditCode issuer = department("示范市应急管理局");
        LicenceTypeCode type = publishedForTwo(issuer);
        String id = asked(as("clerk-1"), type, issuer, "1");
        String licence = "/api/v1/licences/" + id;
        String approval = "/api/v1/approvals/" + id;

        JsonNode waiting = get(as("clerk-2"), approval);
        assertThat(get(licence).get("state").asString()).isEqualTo("AWAITING_APPROVAL");
        assertThat(get(licence).at("/links/approval").asString()).isEqualTo(approval);
        assertThat(waiting.get("state").asString()).isEqualTo("OPEN");
        assertThat(waiting.at("/request/fields/CertificateHolderCode").asString())
                .isEqualTo(CITIZEN);
        problem(http.get().uri(licence + "/qr.txt").exchange(), 409, "LICENCE_NOT_IN_FORCE");
        problem(
                post(as("clerk-1"), approval + "/decision", Map.of("decision", "APPROVED")),
                403,
                "SECOND_PERSON_NEEDED");
        JsonNode approved = json(post(as("clerk-2"), approval + "/decision", Map.of("decision", "APPROVED"))
                .expectStatus()
                .isOk());

        eventually(licence, "/state", "IN_FORCE");
        assertThat(verdict(code(licence))).containsExactly("VALID");
        assertThat(approved.get("requestedBy").toString()).isEqualTo("[\"oidc:clerk-1\"]");
        assertThat(approved.get("decidedBy").asString()).isEqualTo("oidc:clerk-2");
        assertThat(Instant.parse(approved.get("decidedAt").asString()))
                .isAfterOrEqualTo(Instant.parse(approved.get("requestedAt").asString()));
        assertThat(get(as("clerk-3"), approval).has("request")).isFalse();
        post(as("clerk-2"), approval + "/decision", Map.of("decision", "APPROVED"))
                .expectStatus()
                .isOk();
        problem(
                post(as("clerk-3"), approval + "/decision", Map.of("decision", "REFUSED", "reason", "材料不全")),
                409,
                "APPROVAL_DECIDED");
    }

    @Test
    void who_approved_stays_and_the_reason_goes_when_the_personal_data_are_destroyed() {
        UnifiedSocialCreditCode issuer = department("示范市人社局");
        String id = asked(as("clerk-1"), publishedForTwo(issuer), issuer, "1");
        String licence = "/api/v1/licences/" + id;
        String approval = "/api/v1/approvals/" + id;
        post(as("clerk-2"), approval + "/decision", Map.of("decision", "APPROVED", "reason", "欧阳示例材料齐全"))
                .expectStatus()
                .isOk();
        eventually(licence, "/state", "IN_FORCE");
        assertThat(get(approval).has("reason")).isTrue();
        post(licence + "/changes", Map.of("reason", "CANCELLED_ON_REQUEST"))
                .expectStatus()
                .isCreated();

        http.delete().uri(licence + "/personal-data").exchange().expectStatus().isOk();

        assertThat(get(approval).get("decidedBy").asString()).isEqualTo("oidc:clerk-2");
        assertThat(get(approval).has("reason")).isFalse();
    }

    @Test
    void a_next_version_waits_for_a_second_person_too_and_one_that_is_refused_leaves_its_place() {
        UnifiedSocialCreditCode issuer = department("示范市应急管理局");
        LicenceTypeCode type = publishedForTwo(issuer);
        String old = asked(as("clerk-1"), type, issuer, "2026000007");
        decide(old, "APPROVED");
        eventually("/api/v1/licences/" + old, "/state", "IN_FORCE");

        String refused = reissued(old);
        assertThat(get(as("clerk-2"), "/api/v1/approvals/" + refused)
                        .at("/request/replaces")
                        .asString())
                .isEqualTo(old);
        problem(
                post(as("clerk-1"), "/api/v1/licences/" + old + "/reissues", Map.of("cause", "DAMAGE")),
                409,
                "SUCCESSOR_PENDING");
        decide(refused, "REFUSED");
        String next = reissued(old);
        decide(next, "APPROVED");

        eventually("/api/v1/licences/" + next, "/state", "IN_FORCE");
        assertThat(get("/api/v1/licences/" + old).get("replacedBy").asString()).isEqualTo(next);
        assertThat(get("/api/v1/licences/" + next).at("/licence/version").asInt())
                .isEqualTo(2);
        assertThat(verdict(code("/api/v1/licences/" + next))).containsExactly("VALID");
    }

    private String reissued(String id) {
        JsonNode accepted = json(post(as("clerk-1"), "/api/v1/licences/" + id + "/reissues", Map.of("cause", "LOSS"))
                .expectStatus()
                .isAccepted());
        assertThat(accepted.get("state").asString()).isEqualTo("AWAITING_APPROVAL");
        return accepted.get("id").asString();
    }

    private void decide(String id, String decision) {
        Map<String, Object> request = decision.equals("REFUSED")
                ? Map.of("decision", decision, "reason", "材料不全")
                : Map.of("decision", decision);
        post(as("clerk-2"), "/api/v1/approvals/" + id + "/decision", request)
                .expectStatus()
                .isOk();
    }

    @Test
    void what_is_refused_is_deleted_its_serial_is_free_and_the_reason_is_kept(CapturedOutput output) {
        UnifiedSocialCreditCode issuer = department("示范市住建局");
        LicenceTypeCode type = publishedForTwo(issuer);
        String id = asked(as("clerk-1"), type, issuer, "2026000001");
        String approval = "/api/v1/approvals/" + id;

        problem(post(as("clerk-2"), approval + "/decision", Map.of("decision", "REFUSED")), 422, "FIELD_INVALID");
        JsonNode refused =
                json(post(as("clerk-2"), approval + "/decision", Map.of("decision", "REFUSED", "reason", "证件号码有误"))
                        .expectStatus()
                        .isOk());

        assertThat(refused.get("state").asString()).isEqualTo("REFUSED");
        assertThat(refused.get("reason").asString()).isEqualTo("证件号码有误");
        assertThat(get(approval).has("request")).isFalse();
        problem(http.get().uri("/api/v1/licences/" + id).exchange(), 404, "LICENCE_UNKNOWN");
        problem(post(as("clerk-2"), approval + "/decision", Map.of("decision", "APPROVED")), 409, "APPROVAL_DECIDED");
        assertThat(asked(as("clerk-1"), type, issuer, "2026000001")).isNotEqualTo(id);
        assertThat(output.getAll()).doesNotContain(CITIZEN, "clerk-2");
    }

    @Test
    void a_request_that_is_sent_again_stays_one_and_whoever_sent_it_does_not_approve_it() {
        UnifiedSocialCreditCode issuer = department("示范市公安局");
        LicenceTypeCode type = publishedForTwo(issuer);
        Map<String, Object> request = new HashMap<>(request(type, issuer, "7"));

        String first = keyed("clerk-1", request);
        String second = keyed("clerk-1", request);

        assertThat(second).isEqualTo(first);
        repository.open(first, type, issuer, "oidc:clerk-2", Instant.now()).block();
        problem(
                post(as("clerk-2"), "/api/v1/approvals/" + first + "/decision", Map.of("decision", "APPROVED")),
                403,
                "SECOND_PERSON_NEEDED");
        post(as("clerk-3"), "/api/v1/approvals/" + first + "/decision", Map.of("decision", "REFUSED", "reason", "重复"))
                .expectStatus()
                .isOk();
        problem(
                as("clerk-1")
                        .post()
                        .uri("/api/v1/licences")
                        .header("Idempotency-Key", "row-1")
                        .bodyValue(request)
                        .exchange(),
                409,
                "APPROVAL_DECIDED");
    }

    private String keyed(String person, Map<String, Object> request) {
        return json(as(person)
                        .post()
                        .uri("/api/v1/licences")
                        .header("Idempotency-Key", "row-1")
                        .bodyValue(request)
                        .exchange()
                        .expectStatus()
                        .isAccepted())
                .get("id")
                .asString();
    }

    @Test
    void nothing_is_approved_under_a_type_that_was_retired_meanwhile() {
        UnifiedSocialCreditCode issuer = department("示范市交通局");
        LicenceTypeCode type = publishedForTwo(issuer);
        String id = asked(as("clerk-1"), type, issuer, "1");
        post("/api/v1/types/" + type.value() + "/retirement", Map.of("reason", "停用"))
                .expectStatus()
                .isOk();

        problem(
                post(as("clerk-2"), "/api/v1/approvals/" + id + "/decision", Map.of("decision", "APPROVED")),
                409,
                "TYPE_RETIRED");
        assertThat(get("/api/v1/approvals/" + id).get("state").asString()).isEqualTo("OPEN");
    }

    @Test
    void those_that_wait_are_listed_page_by_page_without_what_was_asked_for() {
        UnifiedSocialCreditCode issuer = department("示范市文旅局");
        LicenceTypeCode type = publishedForTwo(issuer);
        List<String> ids = List.of(
                asked(as("clerk-1"), type, issuer, "1"),
                asked(as("clerk-1"), type, issuer, "2"),
                asked(as("clerk-1"), type, issuer, "3"));

        JsonNode rest = get("/api/v1/approvals?limit=1000&after=" + ids.get(0));
        JsonNode one = get("/api/v1/approvals?limit=1&after=" + ids.get(0));

        assertThat(rest.findValuesAsString("id"))
                .containsSubsequence(ids.get(1), ids.get(2))
                .doesNotContain(ids.get(0));
        assertThat(one.findValuesAsString("id"))
                .containsExactly(rest.get(0).get("id").asString());
        assertThat(rest.toString()).doesNotContain(CITIZEN, "欧阳示例");
        assertThat(get("/api/v1/approvals?state=APPROVED").findValuesAsString("id"))
                .doesNotContainAnyElementsOf(ids);
        problem(http.get().uri("/api/v1/approvals?limit=0").exchange(), 422, "FIELD_INVALID");
        problem(http.get().uri("/api/v1/approvals?after=x").exchange(), 404, "APPROVAL_UNKNOWN");
        problem(http.get().uri("/api/v1/approvals/x").exchange(), 404, "APPROVAL_UNKNOWN");
    }

    @Test
    void a_decision_that_was_stored_when_the_process_died_is_carried_out_at_the_next_start() {
        UnifiedSocialCreditCode issuer = department("示范市水务局");
        LicenceTypeCode type = publishedForTwo(issuer);
        String approved = asked(as("clerk-1"), type, issuer, "1");
        String refused = asked(as("clerk-1"), type, issuer, "2");
        decided(approved, Approval.Decision.APPROVED);
        decided(refused, Approval.Decision.REFUSED);
        assertThat(get("/api/v1/licences/" + approved).get("state").asString()).isEqualTo("AWAITING_APPROVAL");

        approvals.mend();

        eventually("/api/v1/licences/" + approved, "/state", "IN_FORCE");
        eventually("/api/v1/licences/" + refused, "/code", "LICENCE_UNKNOWN");
        eventually("/api/v1/approvals/" + refused, "/state", "REFUSED");
    }

    /** The write of the decision, and no further one. */
    private void decided(String id, Approval.Decision decision) {
        repository
                .decide(id, new Approval.Decided(decision, "oidc:clerk-2", Instant.now(), Optional.of("重复")))
                .block();
    }

    @Test
    void a_request_without_a_licence_is_shown_nowhere() {
        UnifiedSocialCreditCode issuer = department("示范市统计局");
        repository
                .open("0123456789abcdef0123456789abcdef", Codes.type(), issuer, "clerk-1", Instant.now())
                .block();

        problem(
                http.get()
                        .uri("/api/v1/approvals/0123456789abcdef0123456789abcdef")
                        .exchange(),
                404,
                "APPROVAL_UNKNOWN");
    }
}
