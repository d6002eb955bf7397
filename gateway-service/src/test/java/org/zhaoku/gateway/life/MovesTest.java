package org.zhaoku.gateway.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
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
import org.zhaoku.chaincode.command.Inclusion;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.Submitter;
import org.zhaoku.gateway.ledger.TransactionState;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
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

    /** A state with or without the mark, as the table writes it. */
    private record Standing(LicenceState state, boolean disputed) {
        private static Standing parse(String text) {
            return new Standing(LicenceState.valueOf(text.replace("*", "")), text.endsWith("*"));
        }
    }

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
        switch (wanted.state()) {
            case IN_FORCE -> {}
            case SUSPENDED -> change(licence, LicenceState.IN_FORCE, StatusReason.PAUSED);
            case REVOKED -> change(licence, LicenceState.IN_FORCE, StatusReason.REVOKED_AS_PUNISHMENT);
            case CANCELLED -> change(licence, LicenceState.IN_FORCE, StatusReason.CANCELLED_ON_REQUEST);
            case WITHDRAWN -> change(licence, LicenceState.IN_FORCE, StatusReason.VOID);
            case SUPERSEDED -> change(licence, LicenceState.IN_FORCE, StatusReason.RENEWED);
            case TRANSFERRED_OUT -> change(licence, LicenceState.IN_FORCE, StatusReason.TRANSFERRED_OUT_TO);
        }
        if (wanted.disputed()) {
            change(licence, wanted.state(), StatusReason.DISPUTE_RAISED);
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
        ledger.submit(signed(licence, from, target(reason, from), reason)).block(PATIENCE);
        eventually(PATH + licence.id() + "/changes", "/" + before + "/reason", reason.name());
    }

    private static LicenceState target(StatusReason reason, LicenceState from) {
        return Arrays.stream(LicenceState.values())
                .filter(to -> reason.isMark()
                        ? to == from
                        : Arrays.stream(LicenceState.values()).anyMatch(any -> reason.allows(any, to)))
                .findFirst()
                .orElseThrow();
    }

    private SigningKey key(AnchoredLicence licence) {
        return keys.active(licence.place().department()).orElseThrow();
    }

    private ChangeStatus signed(AnchoredLicence licence, LicenceState from, LicenceState to, StatusReason reason) {
        long sequence = count(licence) + 1;
        Optional<AnchoredLicence> successor =
                to == LicenceState.SUPERSEDED && !reason.isMark() ? Optional.of(fresh(licence)) : Optional.empty();
        var change = new StatusChange(
                licence.place(),
                sequence,
                from,
                to,
                reason,
                successor.map(next -> next.place().statement()),
                to == LicenceState.TRANSFERRED_OUT && !reason.isMark()
                        ? Optional.of(new StatusChange.Target("OtherMSP", Codes.department()))
                        : Optional.empty(),
                reason == StatusReason.TRANSFERRED_IN_FROM
                        ? Optional.of(new StatusChange.Predecessor(
                                Codes.department(), licence.place().statement()))
                        : Optional.empty(),
                Optional.empty());
        return new ChangeStatus(new ProvenChange(
                SignedStatusChange.sign(change, key(licence)),
                licence.path(),
                successor.map(
                        next -> new Inclusion(next.place().batch(), next.place().place(), next.path()))));
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
        boolean made = answer.matches(".*\\*?") && isState(answer);
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

    private static boolean isState(String answer) {
        return Arrays.stream(LicenceState.values())
                .anyMatch(state -> state.name().equals(answer.replace("*", "")));
    }

    private WebTestClient.ResponseSpec request(String path, StatusReason reason) {
        return switch (reason) {
            case RENEWED -> post(path + "/renewals", Map.of("validTo", "2099-12-31"));
            case CHANGED -> post(path + "/amendments", Map.of("fields", Map.of("Seats", 41)));
            case CORRECTED -> post(path + "/corrections", Map.of("fields", Map.of("Seats", 39)));
            case REISSUED_AFTER_LOSS -> post(path + "/reissues", Map.of("cause", "LOSS"));
            case REISSUED_AFTER_DAMAGE -> post(path + "/reissues", Map.of("cause", "DAMAGE"));
            default -> post(path + "/changes", Map.of("reason", reason.name()));
        };
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvFileSource(resources = "/moves.csv", useHeadersInDisplayName = true)
    void the_contract_makes_or_refuses_each_move_that_is_sent_behind_the_gateways_back(
            String state, StatusReason reason, String gateway, String answer) {
        LicenceState from = Standing.parse(state).state();
        if (isState(answer)) {
            AnchoredLicence licence = standing(Standing.parse(state));
            change(licence, from, reason);
            assertThat(get(PATH + licence.id()).get("ledgerState").asString())
                    .isEqualTo(Standing.parse(answer).state().name());
        } else if (answer.equals("STATUS_MOVE_FORBIDDEN")) {
            AnchoredLicence licence = shared(state);
            assertThat(answerTo(forbidden(licence, from, target(reason, from), reason)))
                    .isEqualTo(answer);
            for (LicenceState claimed : LicenceState.values()) {
                if (reason.allows(claimed, target(reason, claimed))) {
                    refused(signed(licence, claimed, target(reason, claimed), reason), "STATUS_FROM_WRONG");
                }
            }
        } else {
            refused(signed(shared(state), from, target(reason, from), reason), answer);
        }
    }

    private void refused(ChangeStatus change, String code) {
        assertThatThrownBy(() -> ledger.submit(change).block(PATIENCE))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    /** The argument of a signed change that the type itself refuses to hold. */
    private Bytes forbidden(AnchoredLicence licence, LicenceState from, LicenceState to, StatusReason reason) {
        Bytes payload = Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(ledger.network().name()))
                .put(3, Cbor.of(licence.place().department().value()))
                .put(4, Cbor.of(licence.place().batch()))
                .put(5, Cbor.of(licence.place().place()))
                .put(6, Cbor.of(licence.place().statement()))
                .put(7, Cbor.of(count(licence) + 1))
                .put(8, Cbor.of(List.of(LicenceState.values()).indexOf(from)))
                .put(9, Cbor.of(List.of(LicenceState.values()).indexOf(to)))
                .put(10, Cbor.of(reason.number()))
                .build()
                .encode();
        Bytes message = CoseSign1.sign(MessageKind.STATUS, ledger.network(), payload, key(licence))
                .encoded();
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.array(Cbor.of(message), Cbor.of(Bytes.concat(licence.path()))))
                .build()
                .encode();
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
