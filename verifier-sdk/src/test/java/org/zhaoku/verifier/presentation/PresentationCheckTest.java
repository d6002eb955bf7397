package org.zhaoku.verifier.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zhaoku.verifier.presentation.PresentationFinding.*;
import static org.zhaoku.verifier.presentation.Shown.AUDIENCE;
import static org.zhaoku.verifier.presentation.Shown.BY_FIRST;
import static org.zhaoku.verifier.presentation.Shown.BY_GATEWAY;
import static org.zhaoku.verifier.presentation.Shown.BY_SECOND;
import static org.zhaoku.verifier.presentation.Shown.BY_UNKNOWN_GATEWAY;
import static org.zhaoku.verifier.presentation.Shown.CHECK;
import static org.zhaoku.verifier.presentation.Shown.GATEWAYS;
import static org.zhaoku.verifier.presentation.Shown.NONCE;
import static org.zhaoku.verifier.presentation.Shown.OF_FIRST;
import static org.zhaoku.verifier.presentation.Shown.OF_SECOND;
import static org.zhaoku.verifier.presentation.Shown.TIME;
import static org.zhaoku.verifier.presentation.Shown.UNBOUND;
import static org.zhaoku.verifier.presentation.Shown.result;
import static org.zhaoku.verifier.presentation.Shown.sign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.testing.World;

class PresentationCheckTest {
    private static void assertFound(Presentation presentation, PresentationFinding... perLicence) {
        PresentationResult result = result(presentation);
        assertThat(result.licences())
                .extracting(PresentationResult.ForLicence::finding)
                .containsExactly(perLicence);
        assertThat(result.faults()).isEmpty();
    }

    @Test
    void the_holders_key_and_nobody_else_makes_a_bound_licence_present() {
        Presentation shown = sign(List.of(OF_FIRST), BY_FIRST);
        assertFound(shown, SIGNED_BY_HOLDER);
        assertThat(result(shown).presence(0)).isEqualTo(Presence.HOLDER);
        assertThat(result(shown).licences().get(0).signer())
                .contains(BY_FIRST.holderKey().orElseThrow().kid());
    }

    @Test
    void a_gateway_makes_an_unbound_licence_present() {
        Presentation shown = sign(List.of(UNBOUND), BY_GATEWAY);
        assertFound(shown, SIGNED_BY_GATEWAY);
        assertThat(result(shown).presence(0)).isEqualTo(Presence.GATEWAY);
        assertThat(result(shown).licences().get(0).signer()).contains(Shown.GATEWAY.kid());
    }

    @Test
    void several_licences_each_with_its_own_signer() {
        Presentation shown = sign(List.of(OF_SECOND, UNBOUND, OF_FIRST), BY_FIRST, BY_SECOND, BY_GATEWAY);
        assertFound(shown, SIGNED_BY_HOLDER, SIGNED_BY_GATEWAY, SIGNED_BY_HOLDER);
    }

    @Test
    void a_gateway_cannot_stand_in_for_a_holder() {
        PresentationResult result = result(sign(List.of(OF_FIRST), BY_GATEWAY));
        assertThat(result.licences().get(0).finding()).isEqualTo(NOT_THE_HOLDERS_KEY);
        assertThat(result.faults()).containsExactly(SIGNER_UNNEEDED);
        assertThat(result.presence(0)).isEqualTo(Presence.STATIC);
    }

    @Test
    void another_holder_cannot_stand_in() {
        assertThat(result(sign(List.of(OF_FIRST), BY_SECOND)).licences().get(0).finding())
                .isEqualTo(NOT_THE_HOLDERS_KEY);
        // somebody's copied code beside a licence of one's own
        PresentationResult copied = result(sign(List.of(OF_FIRST, OF_SECOND, UNBOUND), BY_SECOND));
        assertThat(copied.licences())
                .extracting(PresentationResult.ForLicence::finding)
                .containsExactly(NOT_THE_HOLDERS_KEY, SIGNED_BY_HOLDER, NOT_A_GATEWAYS_KEY);
        assertThat(copied.presence(0)).isEqualTo(Presence.STATIC);
        assertThat(copied.presence(2)).isEqualTo(Presence.STATIC);
    }

    @Test
    void an_unknown_gateway_says_nothing_either_way() {
        assertFound(sign(List.of(UNBOUND), BY_UNKNOWN_GATEWAY), SIGNER_UNKNOWN);
        assertThat(result(sign(List.of(UNBOUND), BY_UNKNOWN_GATEWAY)).presence(0))
                .isEqualTo(Presence.STATIC);
    }

    @Test
    void a_signature_that_counts_for_nothing_spoils_the_whole() {
        PresentationResult result = result(sign(List.of(OF_FIRST), BY_FIRST, BY_GATEWAY));
        assertThat(result.licences().get(0).finding()).isEqualTo(SIGNED_BY_HOLDER);
        assertThat(result.faults()).containsExactly(SIGNER_UNNEEDED);
        assertThat(result.presence(0)).isEqualTo(Presence.STATIC);
    }

    @Test
    void what_could_not_be_opened_is_left_open() {
        Presentation shown = sign(List.of(OF_FIRST, OF_SECOND), BY_FIRST, BY_SECOND);
        PresentationResult result =
                CHECK.check(shown, List.of(Shown.opened(shown).get(0), Optional.empty()), TIME, GATEWAYS);
        assertThat(result.licences())
                .extracting(PresentationResult.ForLicence::finding)
                .containsExactly(SIGNED_BY_HOLDER, STATEMENT_NOT_OPENED);
        assertThat(result.faults()).isEmpty();
        assertThatThrownBy(() -> CHECK.check(shown, List.of(), TIME, GATEWAYS)).hasMessageContaining("expected 2");
    }

    @Test
    void a_signature_for_another_network_is_wrong() {
        Presentation shown =
                Presentation.sign(List.of(OF_FIRST), Shown.SHOWING, new Network("elsewhere"), List.of(BY_FIRST));
        assertFound(shown, SIGNATURE_WRONG);
    }

    @Test
    void swapped_licences_and_parts_are_found() {
        Presentation shown = sign(List.of(OF_FIRST), BY_FIRST);
        LicenceCode bare = new LicenceCode(OF_FIRST.statement(), Optional.empty(), Optional.empty());
        for (LicenceCode other : List.of(bare, OF_SECOND)) {
            Presentation changed = PresentationVectors.with(shown, List.of(other));
            assertThat(result(changed).faults()).contains(CONTENT_CHANGED);
            assertThat(result(changed).presence(0)).isEqualTo(Presence.STATIC);
        }
    }

    @Test
    void audience() {
        assertThat(faults(Optional.of(AUDIENCE), Optional.of(AUDIENCE))).isEmpty();
        assertThat(faults(Optional.empty(), Optional.empty())).isEmpty();
        assertThat(faults(Optional.of("another"), Optional.of(AUDIENCE))).containsExactly(WRONG_AUDIENCE);
        assertThat(faults(Optional.empty(), Optional.of(AUDIENCE))).containsExactly(AUDIENCE_MISSING);
        assertThat(faults(Optional.of(AUDIENCE), Optional.empty())).containsExactly(AUDIENCE_NOT_CHECKED);
    }

    private static Set<PresentationFinding> faults(Optional<String> shownTo, Optional<String> verifier) {
        return faults(
                sign(List.of(OF_FIRST), Showing.at(TIME, shownTo, Optional.of(NONCE)), BY_FIRST),
                Shown.check(verifier, Optional.of(NONCE)),
                TIME);
    }

    private static Set<PresentationFinding> faults(Presentation shown, PresentationCheck check, Instant at) {
        return check.check(shown, Shown.opened(shown), at, GATEWAYS).faults();
    }

    @Test
    void nonce() {
        Bytes other = Bytes.fromHex("ff".repeat(16));
        assertThat(nonceFaults(Optional.of(NONCE), Optional.of(NONCE))).isEmpty();
        assertThat(nonceFaults(Optional.empty(), Optional.empty())).isEmpty();
        assertThat(nonceFaults(Optional.of(other), Optional.of(NONCE))).containsExactly(WRONG_NONCE);
        assertThat(nonceFaults(Optional.empty(), Optional.of(NONCE))).containsExactly(NONCE_MISSING);
        assertThat(nonceFaults(Optional.of(NONCE), Optional.empty())).containsExactly(NONCE_NOT_CHECKED);
    }

    private static Set<PresentationFinding> nonceFaults(Optional<Bytes> shown, Optional<Bytes> given) {
        return faults(
                sign(List.of(OF_FIRST), Showing.at(TIME, Optional.of(AUDIENCE), shown), BY_FIRST),
                Shown.check(Optional.of(AUDIENCE), given),
                TIME);
    }

    @Test
    void it_may_be_taken_from_its_time_to_its_expiry_and_as_much_longer_as_clocks_may_differ() {
        Presentation shown = sign(List.of(OF_FIRST), BY_FIRST);
        Duration skew = CHECK.skew();
        assertThat(faults(shown, CHECK, TIME.minus(skew).minusNanos(1))).containsExactly(TOO_EARLY);
        assertThat(faults(shown, CHECK, TIME.minus(skew))).isEmpty();
        assertThat(faults(shown, CHECK, TIME.plusSeconds(60).plus(skew).minusNanos(1)))
                .isEmpty();
        assertThat(faults(shown, CHECK, TIME.plusSeconds(60).plus(skew))).containsExactly(EXPIRED);
        assertThatThrownBy(() -> new PresentationCheck(
                        World.NETWORK, Optional.empty(), Optional.empty(), Duration.ofSeconds(301), Optional.empty()))
                .hasMessageContaining("got 301");
        assertThatThrownBy(() -> new PresentationCheck(
                        World.NETWORK, Optional.empty(), Optional.empty(), Duration.ofMillis(-1), Optional.empty()))
                .hasMessageContaining("clock skew");
    }

    @Test
    void a_long_life_is_not_taken_whoever_signed_it() {
        assertThat(faults(PresentationVectors.longLived(), CHECK, TIME)).containsExactly(LIFETIME_TOO_LONG);
    }

    private static PresentationCheck remembering(ReplayMemory memory) {
        return new PresentationCheck(
                World.NETWORK, Optional.of(AUDIENCE), Optional.of(NONCE), Duration.ofSeconds(30), Optional.of(memory));
    }

    @Test
    void it_is_taken_once() {
        PresentationCheck check = remembering(new BoundedReplayMemory(10));
        Presentation shown = sign(List.of(OF_FIRST), BY_FIRST);
        assertThat(faults(shown, check, TIME)).isEmpty();
        assertThat(faults(shown, check, TIME.plusSeconds(5))).containsExactly(REPLAYED);
        assertThat(faults(sign(List.of(OF_FIRST), BY_FIRST), check, TIME)).containsExactly(REPLAYED);
        assertThat(faults(sign(List.of(OF_SECOND), BY_SECOND), check, TIME)).isEmpty();
    }

    @Test
    void strangers_cannot_fill_the_memory() {
        PresentationCheck check = remembering((key, at, until) -> {
            throw new AssertionError("asked");
        });
        assertThat(faults(sign(List.of(UNBOUND), BY_UNKNOWN_GATEWAY), check, TIME))
                .isEmpty();
        assertThat(faults(sign(List.of(OF_FIRST), BY_SECOND), check, TIME)).containsExactly(SIGNER_UNNEEDED);
        assertThat(faults(sign(List.of(OF_FIRST), BY_FIRST), check, TIME.plusSeconds(90)))
                .containsExactly(EXPIRED);
    }

    @Test
    void a_memory_that_cannot_tell_is_not_a_replay() {
        PresentationCheck check = remembering((key, at, until) -> ReplayMemory.Seen.CANNOT_TELL);
        assertThat(faults(sign(List.of(OF_FIRST), BY_FIRST), check, TIME)).containsExactly(REPLAY_NOT_CHECKED);
    }
}
