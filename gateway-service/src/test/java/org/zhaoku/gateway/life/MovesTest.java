package org.zhaoku.gateway.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.Submitter;
import org.zhaoku.gateway.ledger.TransactionState;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.life.Moves.Standing;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusReason;

/** Every state with every reason, of the gateway and of the contract behind its back. {@code moves.csv} is what they must answer. */
@TestInstance(Lifecycle.PER_CLASS)
final class MovesTest extends GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int AT_ONCE = 40;
    private static final String PATH = "/api/v1/licences/";

    @Autowired
    private LicenceRepository licences;

    @Autowired
    private Ledger ledger;

    @Autowired
    private LedgerView view;

    @Autowired
    private DepartmentKeys keys;

    private final Deque<AnchoredLicence> fresh = new ArrayDeque<>();
    private final Map<String, AnchoredLicence> arranged = new HashMap<>();

    private AnchoredLicence fresh() {
        if (fresh.isEmpty()) {
            var issuer = registered("示范市市场监督管理局");
            var type = published(issuer);
            Map<String, Object> request = new HashMap<>(licenceRequest(type, issuer));
            request.put("validTo", "2098-12-31");
            List<String> paths = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> String.valueOf(post("/api/v1/licences", request)
                            .expectStatus()
                            .isAccepted()
                            .returnResult(Void.class)
                            .getResponseHeaders()
                            .getFirst(HttpHeaders.LOCATION)))
                    .toList();
            for (String path : paths) {
                eventually(path, "/state", "IN_FORCE");
                fresh.add(AnchoredLicence.of(
                        ledger.network(),
                        licences.find(path.substring(PATH.length()))
                                .blockOptional(PATIENCE)
                                .orElseThrow()));
            }
        }
        return fresh.remove();
    }

    /** A licence of its own that stands so. */
    private AnchoredLicence standing(Standing wanted) {
        AnchoredLicence licence = fresh();
        LicenceState from = LicenceState.IN_FORCE;
        for (StatusReason reason : Moves.way(wanted)) {
            change(licence, from, reason);
            from = Moves.target(reason, from);
        }
        return licence;
    }

    /** One that all refusals may be tried on. */
    private AnchoredLicence shared(String wanted) {
        return arranged.computeIfAbsent(wanted, text -> standing(Standing.parse(text)));
    }

    private long count(AnchoredLicence licence) {
        return view.standing(licence.place().department(), licence.place().statement())
                .changes()
                .size();
    }

    private void change(AnchoredLicence licence, LicenceState from, StatusReason reason) {
        long before = count(licence);
        ledger.submit(signed(licence, from, reason)).block(PATIENCE);
        eventually(PATH + licence.id() + "/changes", "/" + before + "/reason", reason.name());
    }

    private SigningKey key(AnchoredLicence licence) {
        return keys.active(licence.place().department()).orElseThrow();
    }

    private ChangeStatus signed(AnchoredLicence licence, LicenceState from, StatusReason reason) {
        return Moves.signed(
                licence,
                count(licence) + 1,
                from,
                reason,
                Moves.supersedes(reason) ? Optional.of(fresh(licence)) : Optional.empty(),
                key(licence));
    }

    /** Another licence of the same department. */
    private AnchoredLicence fresh(AnchoredLicence beside) {
        UnifiedSocialCreditCode department = beside.place().department();
        return fresh.stream()
                .filter(licence -> licence.place().department().equals(department))
                .findFirst()
                .filter(fresh::remove)
                .orElseGet(this::fresh);
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvFileSource(resources = "/moves.csv", useHeadersInDisplayName = true)
    void the_gateway_makes_or_refuses_each_move(String state, StatusReason reason, String answer, String contract) {
        boolean made = Standing.isOne(answer);
        AnchoredLicence licence = made ? standing(Standing.parse(state)) : shared(state);
        String path = PATH + licence.id();
        long before = count(licence);

        WebTestClient.ResponseSpec response = request(path, reason);

        if (made) {
            Standing after = Standing.parse(answer);
            response.expectStatus().is2xxSuccessful().returnResult(Void.class);
            eventually(path, "/ledgerState", after.state().name());
            assertThat(get(path).get("disputed").asBoolean()).isEqualTo(after.disputed());
            assertThat(count(licence)).isEqualTo(before + 1);
        } else {
            problem(response, answer.equals("FIELD_INVALID") ? 422 : 409, answer);
            assertThat(count(licence)).isEqualTo(before);
        }
    }

    private WebTestClient.ResponseSpec request(String path, StatusReason reason) {
        Map<String, Object> body = switch (reason) {
            case RENEWED -> Map.of("validTo", "2099-12-31");
            case CHANGED -> Map.of("fields", Map.of("Seats", 41));
            case CORRECTED -> Map.of("fields", Map.of("Seats", 39));
            case REISSUED_AFTER_LOSS -> Map.of("cause", "LOSS");
            case REISSUED_AFTER_DAMAGE -> Map.of("cause", "DAMAGE");
            default -> Map.of("reason", reason.name());
        };
        return post(path + Moves.path(reason), body);
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvFileSource(resources = "/moves.csv", useHeadersInDisplayName = true)
    void the_contract_makes_or_refuses_each_move_that_is_sent_behind_the_gateways_back(
            String state, StatusReason reason, String gateway, String answer) {
        LicenceState from = Standing.parse(state).state();
        if (Standing.isOne(answer)) {
            AnchoredLicence licence = standing(Standing.parse(state));
            change(licence, from, reason);
            assertThat(get(PATH + licence.id()).get("ledgerState").asString())
                    .isEqualTo(Standing.parse(answer).state().name());
        } else if (answer.equals("STATUS_MOVE_FORBIDDEN")) {
            AnchoredLicence licence = shared(state);
            assertThat(answerTo(Moves.forbidden(licence, count(licence) + 1, from, reason, key(licence))))
                    .isEqualTo(answer);
            for (LicenceState claimed : LicenceState.values()) {
                if (reason.allows(claimed, Moves.target(reason, claimed))) {
                    refused(signed(licence, claimed, reason), "STATUS_FROM_WRONG");
                }
            }
        } else {
            refused(signed(shared(state), from, reason), answer);
        }
    }

    private void refused(ChangeStatus change, String code) {
        assertThatThrownBy(() -> ledger.submit(change).block(PATIENCE))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private String answerTo(Bytes argument) {
        var state = new TransactionState(ledger.network(), Submitter.sole(ledger.region()), key -> null);
        try {
            return Contracts.invoke(state, "status:change", List.of(argument)).hex();
        } catch (ContractException e) {
            return e.code().name();
        }
    }
}
