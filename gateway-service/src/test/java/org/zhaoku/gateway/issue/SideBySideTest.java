package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Two gateways on one database and one ledger, and urgent licences beside a bulk load. */
final class SideBySideTest {
    private static final int EACH = 150;

    @TempDir
    private Path data;

    @Test
    void two_gateways_issue_for_one_department_and_no_identifier_is_given_twice() {
        try (var gateways = new Gateways(data);
                Gateways.Running one = gateways.start(Crash.NEVER);
                Gateways.Running other = gateways.another()) {
            Gateways.eventually(() -> one.outbox().ready() && other.outbox().ready());
            List<CheckedRequest> wanted = IntStream.range(0, EACH)
                    .mapToObj(number -> withSerial(gateways, "S" + number))
                    .toList();

            List<Outcome> outcomes = Flux.merge(issue(one, wanted), issue(other, wanted))
                    .collectList()
                    .block(Gateways.PATIENCE);

            List<ProblemCode> refused = new ArrayList<>();
            Set<String> identifiers = new HashSet<>();
            assertThat(outcomes).hasSize(2 * EACH).allSatisfy(outcome -> {
                Boolean issued = outcome.fold(licence -> identifiers.add(licence.identifier()), error -> {
                    refused.add(((ProblemException) error).code());
                    return true;
                });
                assertThat(issued).isTrue();
            });
            assertThat(identifiers).hasSize(EACH);
            assertThat(refused).hasSize(EACH).containsOnly(ProblemCode.IDENTIFIER_TAKEN);
            Gateways.eventually(() -> inForce(gateways) == EACH);
            assertEachAnchoredOnce(gateways, one);
            assertThat(one.alarms().all()).isEmpty();
            assertThat(other.alarms().all()).isEmpty();
        }
    }

    private static CheckedRequest withSerial(Gateways gateways, String serial) {
        CheckedRequest request = gateways.request(false);
        return new CheckedRequest(
                request.type(),
                request.issuer(),
                request.holderName(),
                request.holders(),
                request.validFrom(),
                request.validTo(),
                Optional.of(serial),
                Map.of(),
                Optional.empty(),
                false);
    }

    private static Flux<Outcome> issue(Gateways.Running gateway, List<CheckedRequest> wanted) {
        return Flux.fromIterable(wanted)
                .buffer(20)
                .flatMap(chunk -> gateway.issuing().accept(chunk, Duration.ofSeconds(10)), 4)
                .flatMapIterable(chunk -> chunk);
    }

    private static long inForce(Gateways gateways) {
        return Optional.ofNullable(
                        gateways.licences.count(LicenceState.IN_FORCE).block(Gateways.PATIENCE))
                .orElseThrow();
    }

    private static void assertEachAnchoredOnce(Gateways gateways, Gateways.Running gateway) {
        List<Licence> licences = Optional.ofNullable(gateways.licences
                        .inState(LicenceState.IN_FORCE)
                        .collectList()
                        .block(Gateways.PATIENCE))
                .orElseThrow();
        assertThat(licences.stream()
                        .map(licence ->
                                licence.receipt().orElseThrow().receipt().number()))
                .doesNotHaveDuplicates();
        Integer anchored = gateway.view()
                .anchored()
                .map(batch -> batch.batch().header().size())
                .take(Duration.ofMillis(200))
                .reduce(0, Integer::sum)
                .block(Gateways.PATIENCE);
        assertThat(anchored).isEqualTo(licences.size());
    }

    @Test
    void an_urgent_licence_does_not_wait_for_a_bulk_load_that_the_ledger_holds_up() {
        var gate = Sinks.<Void>empty();
        try (var gateways = new Gateways(data);
                Gateways.Running gateway = gateways.startOn(holdingUp(gateways.ledger, gate.asMono()))) {
            Gateways.eventually(() -> gateway.outbox().ready());
            List<CheckedRequest> bulk = IntStream.range(0, 1000)
                    .mapToObj(number -> gateways.request(false))
                    .toList();
            assertThat(gateway.issuing().accept(bulk, Duration.ZERO).block(Gateways.PATIENCE))
                    .hasSize(1000);
            Mono<List<Outcome>> more = gateway.issuing().accept(List.of(gateways.request(false)), Gateways.PATIENCE);
            assertThat(refusal(gateway, gateways.request(false))).isEqualTo(ProblemCode.QUEUE_FULL);

            Issued urgent = Optional.ofNullable(
                            gateway.issuing().accept(gateways.request(true)).block(Gateways.PATIENCE))
                    .orElseThrow();

            Gateways.eventually(() -> gateways.state(urgent.id()) == LicenceState.IN_FORCE);
            assertThat(inForce(gateways)).isEqualTo(1);
            Gateways.eventually(() -> gateway.backlog().waiting() == 1000);
            gate.tryEmitEmpty();
            List<Outcome> waited =
                    Optional.ofNullable(more.block(Gateways.PATIENCE)).orElseThrow();
            assertThat(waited).hasSize(1);
            LicenceState state = waited.get(0).fold(Issued::state, error -> LicenceState.RECEIVED);
            assertThat(state).isEqualTo(LicenceState.SIGNED);
            Gateways.eventually(() -> inForce(gateways) == 1002);
            assertEachAnchoredOnce(gateways, gateway);
        }
    }

    private static ProblemCode refusal(Gateways.Running gateway, CheckedRequest request) {
        return gateway.issuing()
                .accept(request)
                .map(issued -> ProblemCode.INTERNAL)
                .onErrorResume(ProblemException.class, problem -> Mono.just(problem.code()))
                .blockOptional(Gateways.PATIENCE)
                .orElseThrow();
    }

    /** The ledger, but large batches do not come through before {@code gate}. */
    private static Ledger holdingUp(Ledger ledger, Mono<Void> gate) {
        return (Ledger) java.lang.reflect.Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(ledger, arguments);
                    boolean isLarge = method.getName().equals("prepare")
                            && arguments[0] instanceof org.zhaoku.chaincode.command.AnchorBatch anchor
                            && anchor.batch().header().size() > 256;
                    return isLarge ? gate.then((Mono<?>) answer) : answer;
                });
    }
}
