package org.zhaoku.verifier.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zhaoku.verifier.presentation.Shown.AUDIENCE;
import static org.zhaoku.verifier.presentation.Shown.BY_FIRST;
import static org.zhaoku.verifier.presentation.Shown.BY_GATEWAY;
import static org.zhaoku.verifier.presentation.Shown.BY_SECOND;
import static org.zhaoku.verifier.presentation.Shown.NONCE;
import static org.zhaoku.verifier.presentation.Shown.OF_FIRST;
import static org.zhaoku.verifier.presentation.Shown.OF_SECOND;
import static org.zhaoku.verifier.presentation.Shown.SHOWING;
import static org.zhaoku.verifier.presentation.Shown.TIME;
import static org.zhaoku.verifier.presentation.Shown.UNBOUND;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.CodeFormatException;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.World;

class PresentationTest {
    private final Presentation one = Shown.sign(List.of(OF_FIRST), BY_FIRST);

    @Test
    void what_is_read_is_what_was_shown() {
        Presentation shown = Shown.sign(List.of(OF_FIRST, UNBOUND, OF_SECOND), BY_SECOND, BY_GATEWAY, BY_FIRST);
        Presentation read = Presentation.parse(shown.text());
        assertThat(read.licences())
                .extracting(LicenceCode::text)
                .containsExactly(OF_FIRST.text(), UNBOUND.text(), OF_SECOND.text());
        assertThat(read.audience()).contains(AUDIENCE);
        assertThat(read.nonce()).contains(NONCE);
        assertThat(read.time()).isEqualTo(TIME);
        assertThat(read.expires()).isEqualTo(TIME.plusSeconds(60));
        assertThat(read.encoded()).isEqualTo(shown.encoded());
        assertThat(read.text()).isEqualTo(shown.text());
        assertThat(read.signatures()).isSortedAccordingTo(Comparator.comparing(PresentationSignature::kid));
    }

    @Test
    void the_usual_lifetime_is_left_out_and_an_explicit_one_refused() {
        Bytes payload = new PresentationPayload(SHOWING, Bytes.fromHex("00".repeat(32))).encode();
        assertThat(PresentationPayload.decode(payload).showing().lifetime()).isEqualTo(60);
        var claims = (Cbor.Map) Cbor.decode(payload);
        var withLifetime = Cbor.map();
        claims.entries().values().forEach(each -> withLifetime.put(each.key(), each.value()));
        Bytes explicit = withLifetime.put(5, Cbor.of(60)).build().encode();
        assertThatThrownBy(() -> PresentationPayload.decode(explicit)).hasMessageContaining("usual lifetime");
        assertThatThrownBy(() -> PresentationPayload.decode(
                        withLifetime.put(7, Cbor.of(0)).build().encode()))
                .hasMessageContaining("unknown key 7");
    }

    @Test
    void the_same_showing_has_the_same_digest_whoever_signs_it_again() {
        assertThat(Shown.sign(List.of(OF_FIRST), BY_FIRST).digest()).isEqualTo(one.digest());
        assertThat(Shown.sign(List.of(OF_SECOND), BY_FIRST).digest()).isNotEqualTo(one.digest());
        Showing later = Showing.at(TIME.plusSeconds(1), Optional.of(AUDIENCE), Optional.of(NONCE));
        assertThat(Shown.sign(List.of(OF_FIRST), later, BY_FIRST).digest()).isNotEqualTo(one.digest());
    }

    @Test
    void a_holders_key_has_the_names_that_the_format_gives() {
        HolderKey key = BY_FIRST.holderKey().orElseThrow();
        assertThat(key.thumbprint().slice(0, 8)).isEqualTo(key.kid().value());
        assertThat(key.thumbprint()).isEqualTo(Sm3.digest(key.key().encoded()).slice(0, 16));
    }

    @Test
    void other_texts_are_told_apart() {
        assertThatThrownBy(() -> Presentation.parse(OF_FIRST.text()))
                .isInstanceOfSatisfying(
                        CodeFormatException.class, e -> assertThat(e.code()).isEqualTo("QR_NOT_A_PRESENTATION"));
        assertThatThrownBy(() -> Presentation.parse(one.text().toLowerCase(Locale.ROOT)))
                .isInstanceOf(CodeFormatException.class);
        assertThatThrownBy(() -> Presentation.parse(Presentation.PREFIX + "0".repeat(Presentation.MAX_LENGTH)))
                .isInstanceOf(CodeFormatException.class);
        assertThatThrownBy(() -> LicenceCode.parse(one.text()))
                .isInstanceOfSatisfying(
                        CodeFormatException.class, e -> assertThat(e.code()).isEqualTo("QR_NOT_A_LICENCE"));
    }

    @Test
    void a_licence_with_an_empty_part_at_its_end_is_refused() {
        List<Cbor> parts = parts(one);
        Cbor padded = Cbor.array(Cbor.of(OF_FIRST.statement().encoded()), Cbor.Simple.NULL);
        assertRefused(Cbor.array(Cbor.array(padded), parts.get(1)), "without empty parts");
    }

    @Test
    void signatures_in_another_order_or_twice_are_refused() {
        List<Cbor> parts = parts(Shown.sign(List.of(OF_FIRST, OF_SECOND), BY_FIRST, BY_SECOND));
        List<Cbor> reversed = ((Cbor.Array) parts.get(1)).items().stream().collect(Collectors.toList());
        Collections.reverse(reversed);
        assertRefused(Cbor.array(parts.get(0), Cbor.array(reversed)), "ascending");
        Cbor first = ((Cbor.Array) parts.get(1)).items().get(0);
        assertRefused(Cbor.array(parts.get(0), Cbor.array(first, first)), "ascending");
        assertThatThrownBy(() -> Shown.sign(List.of(OF_FIRST), BY_FIRST, BY_FIRST))
                .hasMessageContaining("ascending");
    }

    @Test
    void signatures_over_different_showings_do_not_come_together() {
        Cbor first =
                signatures(Shown.sign(List.of(OF_FIRST, OF_SECOND), BY_FIRST)).get(0);
        Showing later = Showing.at(TIME.plusSeconds(1), Optional.of(AUDIENCE), Optional.of(NONCE));
        Presentation other = Shown.sign(List.of(OF_FIRST, OF_SECOND), later, BY_SECOND);
        assertRefused(
                Cbor.array(
                        parts(other).get(0), Cbor.array(first, signatures(other).get(0))),
                "same payload");
    }

    @Test
    void two_gateways_are_refused() {
        assertThatThrownBy(() -> Shown.sign(List.of(UNBOUND), BY_GATEWAY, Shown.BY_UNKNOWN_GATEWAY))
                .hasMessageContaining("one gateway's signature");
    }

    @Test
    void a_key_whose_kid_is_another_is_refused() {
        Cbor message = ((Cbor.Array) signatures(one).get(0)).items().get(0);
        Cbor otherKey = Cbor.of(BY_SECOND.holderKey().orElseThrow().key().encoded());
        assertRefused(Cbor.array(parts(one).get(0), Cbor.array(Cbor.array(message, otherKey))), "kid is not that");
    }

    @Test
    void a_compressed_payload_is_refused() {
        CoseSign1 message = CoseSign1.sign(
                MessageKind.PRESENTATION,
                World.NETWORK,
                OptionalLong.of(1),
                one.signatures().get(0).message().payload(),
                Shown.GATEWAY);
        assertRefused(
                Cbor.array(parts(one).get(0), Cbor.array(Cbor.array(Cbor.of(message.encoded())))), "not compressed");
    }

    @Test
    void too_many_and_too_few_are_refused() {
        assertThatThrownBy(() -> Shown.sign(List.of(), BY_GATEWAY)).hasMessageContaining("1 to 8 licences");
        assertThatThrownBy(() -> Shown.sign(Collections.nCopies(9, UNBOUND), BY_GATEWAY))
                .hasMessageContaining("got 9");
        assertThatThrownBy(() -> Shown.sign(List.of(UNBOUND))).hasMessageContaining("1 to 9 signers");
        assertThat(Presentation.parse(Shown.sign(Collections.nCopies(8, UNBOUND), BY_GATEWAY)
                                .text())
                        .licences())
                .hasSize(8);
    }

    @Test
    void a_showing_out_of_its_ranges_cannot_be_built() {
        assertShowingRefused("", NONCE, TIME, 60, "audience");
        assertShowingRefused("局".repeat(43), NONCE, TIME, 60, "audience");
        assertShowingRefused(AUDIENCE, NONCE.slice(0, 15), TIME, 60, "nonce");
        assertShowingRefused(AUDIENCE, NONCE, TIME.plusNanos(1), 60, "nanoseconds");
        assertShowingRefused(AUDIENCE, NONCE, Instant.ofEpochSecond(-1), 60, "time");
        assertShowingRefused(AUDIENCE, NONCE, TIME, 0, "lifetime");
        assertShowingRefused(AUDIENCE, NONCE, TIME, 86_401, "lifetime");
        var longer = new Showing(Optional.of(AUDIENCE), Optional.of(NONCE), TIME, 61);
        assertThatThrownBy(() -> Shown.sign(List.of(OF_FIRST), longer, BY_FIRST))
                .hasMessageContaining("60 s");
    }

    private static void assertShowingRefused(String audience, Bytes nonce, Instant time, int lifetime, String names) {
        assertThatThrownBy(() -> new Showing(Optional.of(audience), Optional.of(nonce), time, lifetime))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(names);
    }

    private static List<Cbor> parts(Presentation presentation) {
        return ((Cbor.Array) Cbor.decode(presentation.encoded())).items();
    }

    private static List<Cbor> signatures(Presentation presentation) {
        return ((Cbor.Array) parts(presentation).get(1)).items();
    }

    private static void assertRefused(Cbor presentation, String message) {
        String text = Presentation.PREFIX + Base45.encode(presentation.encode().toArray());
        assertThatThrownBy(() -> Presentation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
