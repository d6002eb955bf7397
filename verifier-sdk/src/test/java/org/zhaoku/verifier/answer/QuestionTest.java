package org.zhaoku.verifier.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zhaoku.verifier.answer.Asked.DAY;
import static org.zhaoku.verifier.answer.Asked.NONCE;
import static org.zhaoku.verifier.answer.Asked.SUBJECT;
import static org.zhaoku.verifier.answer.Asked.TYPE;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhaoku.verifier.answer.Question.AgeReached;
import org.zhaoku.verifier.answer.Question.ClassAtLeast;
import org.zhaoku.verifier.answer.Question.HoldsLicence;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

class QuestionTest {
    @ParameterizedTest
    @CsvSource({
        "1990-01-01, 18, 2008-01-01",
        "2008-02-29, 18, 2026-03-01",
        "2008-02-29, 20, 2028-02-29",
        "2008-02-28, 18, 2026-02-28",
        "2008-03-01, 18, 2026-03-01",
        "1896-02-29, 4, 1900-03-01",
        "1996-02-29, 4, 2000-02-29",
        "2007-12-31, 1, 2008-12-31"
    })
    void an_age_is_reached_on_the_birthday(LocalDate birth, int age, LocalDate reached) {
        assertThat(AgeReached.reachedOn(birth, age)).isEqualTo(reached);
        assertThat(ageOn(reached.minusDays(1), age).evaluate(Optional.of(birth)))
                .isEqualTo(Reply.NO);
        assertThat(ageOn(reached, age).evaluate(Optional.of(birth))).isEqualTo(Reply.YES);
    }

    private static AgeReached ageOn(LocalDate day, int age) {
        return new AgeReached(SUBJECT, TYPE, day, "birth", age);
    }

    @Test
    void no_day_of_birth_or_one_in_the_future_answers_nothing() {
        assertThat(ageOn(DAY, 18).evaluate(Optional.empty())).isEqualTo(Reply.UNKNOWN);
        assertThat(ageOn(DAY, 18).evaluate(Optional.of(DAY.plusDays(1)))).isEqualTo(Reply.UNKNOWN);
    }

    @Test
    void a_licence_is_held_from_its_first_day_to_its_last_if_its_status_says_so() {
        var question = new HoldsLicence(SUBJECT, TYPE, DAY);
        Optional<Boolean> inForce = Optional.of(true);
        assertThat(question.evaluate(DAY, Optional.of(DAY), inForce)).isEqualTo(Reply.YES);
        assertThat(question.evaluate(DAY, Optional.empty(), inForce)).isEqualTo(Reply.YES);
        assertThat(question.evaluate(DAY.plusDays(1), Optional.empty(), inForce))
                .isEqualTo(Reply.NO);
        assertThat(question.evaluate(DAY.minusDays(9), Optional.of(DAY.minusDays(1)), inForce))
                .isEqualTo(Reply.NO);
        assertThat(question.evaluate(DAY, Optional.empty(), Optional.of(false))).isEqualTo(Reply.NO);
        assertThat(question.evaluate(DAY, Optional.empty(), Optional.empty())).isEqualTo(Reply.UNKNOWN);
    }

    @Test
    void any_class_held_that_reaches_the_wanted_one_will_do() {
        var question = (ClassAtLeast) Asked.C1;
        assertThat(question.reaching()).containsExactly("A1", "A2", "B1", "B2", "C1");
        assertThat(question.evaluate(List.of("C1"))).isEqualTo(Reply.YES);
        assertThat(question.evaluate(List.of("D", "A2"))).isEqualTo(Reply.YES);
        assertThat(question.evaluate(List.of("C2", "D"))).isEqualTo(Reply.NO);
        assertThat(question.evaluate(List.of())).isEqualTo(Reply.UNKNOWN);
        assertThatThrownBy(() -> ClassAtLeast.inOrder(SUBJECT, TYPE, DAY, "class", "E", List.of("C1")))
                .hasMessageContaining("in the order");
        assertThatThrownBy(() -> new ClassAtLeast(SUBJECT, TYPE, DAY, "class", "C1", new TreeSet<>(List.of("A1"))))
                .hasMessageContaining("among those");
    }

    @Test
    void what_is_read_is_what_was_asked() {
        var wide = new ClassAtLeast(
                SUBJECT, TYPE, DAY, "class", "高级", new TreeSet<>(List.of("高级", "\uE000", "\uD842\uDFB7")));
        for (Question question : List.of(Asked.HOLDS, Asked.ADULT, Asked.C1, wide)) {
            Request request = new Request(question, NONCE);
            assertThat(Request.decode(request.encode())).isEqualTo(request);
            assertThat(new Request(question, Bytes.fromHex("11".repeat(16))).digest())
                    .isNotEqualTo(request.digest());
        }
    }

    @Test
    void codes_out_of_order_and_keys_of_another_kind_are_refused() {
        var claims = (Cbor.Map) Cbor.decode(new Request(Asked.C1, NONCE).encode());
        var reversed = new TreeSet<>(((ClassAtLeast) Asked.C1).reaching()).descendingSet();
        assertRefused(claims, 10, Cbor.array(reversed.stream().map(Cbor::of).toList()), "ascending");
        assertRefused(claims, 10, Cbor.array(Cbor.of("C1"), Cbor.of("C1")), "ascending");
        assertRefused(claims, 8, Cbor.of(18), "unknown key 8");
        assertRefused(claims, 3, Cbor.of(0), "unknown key");
        assertRefused(claims, 3, Cbor.of(3), "expected 0 to 2");
        assertRefused(claims, 1, Cbor.of(2), "expected 1 to 1");
    }

    private static void assertRefused(Cbor.Map claims, int key, Cbor value, String message) {
        var changed = Cbor.map();
        claims.entries().values().stream()
                .filter(each -> !each.key().equals(Cbor.of(key)))
                .forEach(each -> changed.put(each.key(), each.value()));
        Bytes encoded = changed.put(key, value).build().encode();
        assertThatThrownBy(() -> Request.decode(encoded))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_part_out_of_its_range_cannot_be_built() {
        assertThatThrownBy(() -> new HoldsLicence(SUBJECT.slice(0, 18), TYPE, DAY))
                .hasMessageContaining("reference");
        assertThatThrownBy(() -> new HoldsLicence(SUBJECT, TYPE, LocalDate.of(10_000, 1, 1)))
                .hasMessageContaining("year");
        assertThatThrownBy(() -> ageOn(DAY, 0)).hasMessageContaining("age");
        assertThatThrownBy(() -> ageOn(DAY, 151)).hasMessageContaining("age");
        assertThatThrownBy(() -> new AgeReached(SUBJECT, TYPE, DAY, "", 18)).hasMessageContaining("key of the field");
        assertThatThrownBy(() -> new Request(Asked.HOLDS, NONCE.slice(0, 8))).hasMessageContaining("nonce");
        var many = new TreeSet<>(Collections.nCopies(1, "C1"));
        for (int i = 0; i < 64; i++) {
            many.add("X" + i);
        }
        assertThatThrownBy(() -> new ClassAtLeast(SUBJECT, TYPE, DAY, "class", "C1", many))
                .hasMessageContaining("number of codes");
    }
}
