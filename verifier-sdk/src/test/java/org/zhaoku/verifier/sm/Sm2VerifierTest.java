package org.zhaoku.verifier.sm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.testing.SeededRandom;

class Sm2VerifierTest {
    private static final Bytes MESSAGE = Bytes.utf8("message digest");
    private static final Sm2PrivateKey PRIVATE = Sm2PrivateKey.generate(new SeededRandom(1));
    private static final Sm2Signature RIGHT = PRIVATE.sign(MESSAGE, new SeededRandom(2));
    private static final Sm2Signature WRONG = PRIVATE.sign(Bytes.utf8("another"), new SeededRandom(3));
    private static final long TABLE = WindowTable.bytes(TableCache.WIDTH);

    private final Sm2PublicKey key = PRIVATE.publicKey();

    private static Sm2Verifier verifier(Sm2Verifier.Opinion opinion) {
        return new Sm2Verifier(opinion, new TableCache(4 * TABLE), true);
    }

    private boolean ask(Sm2Verifier verifier, Sm2Signature signature) {
        return verifier.verifies(key, MESSAGE, signature, Sm2UserId.DEFAULT);
    }

    @Test
    void the_self_test_passes_both_ways_and_finds_a_way_that_says_yes_or_no_to_everything() {
        assertThat(SelfTest.Plain.PASSED).isTrue();
        assertThat(SelfTest.Tables.PASSED).isTrue();
        assertThat(SelfTest.passes((any, equation) -> true)).isFalse();
        assertThat(SelfTest.passes((any, equation) -> false)).isFalse();
    }

    @Test
    void each_refusal_and_each_thousandth_acceptance_is_looked_at_twice() {
        Sm2Verifier verifier = verifier(SecondOpinion::verifies);
        for (int i = 0; i < 2500; i++) {
            assertThat(ask(verifier, RIGHT)).isTrue();
        }
        assertThat(verifier.counters()).isEqualTo(new Sm2Verification.Counters(2500, 2, 0, 1, TABLE));
        for (int i = 0; i < 10; i++) {
            assertThat(ask(verifier, WRONG)).isFalse();
        }
        assertThat(verifier.counters()).isEqualTo(new Sm2Verification.Counters(2510, 12, 0, 1, TABLE));
        assertThat(verifier.isFast()).isTrue();
    }

    @Test
    void a_disagreement_is_a_no_and_ends_the_fast_way() {
        Sm2Verifier saysYes = verifier((key, message, signature, userId) -> Optional.of(true));
        assertThat(ask(saysYes, WRONG)).isFalse();
        assertThat(saysYes.counters().disagreements()).isEqualTo(1);
        assertThat(saysYes.isFast()).isFalse();
        saysYes.useFast(true);
        assertThat(saysYes.isFast()).as("turned on again").isFalse();
        assertThat(ask(saysYes, WRONG)).as("the other decides alone").isTrue();

        Sm2Verifier saysNo = verifier((key, message, signature, userId) -> Optional.of(false));
        for (int i = 1; i < Sm2Verifier.SAMPLE; i++) {
            assertThat(ask(saysNo, RIGHT)).isTrue();
        }
        assertThat(ask(saysNo, RIGHT)).as("the sample").isFalse();
        assertThat(saysNo.isFast()).isFalse();
        assertThat(ask(saysNo, RIGHT)).isFalse();
    }

    @Test
    void without_another_implementation_it_decides_alone() {
        Sm2Verifier alone = verifier((key, message, signature, userId) -> Optional.empty());
        for (boolean fast : new boolean[] {true, false}) {
            alone.useFast(fast);
            for (int i = 0; i < 40; i++) {
                assertThat(ask(alone, RIGHT)).isTrue();
                assertThat(ask(alone, WRONG)).isFalse();
            }
        }
        assertThat(alone.counters().secondOpinions()).isZero();
    }

    @Test
    void turned_off_the_other_implementation_decides() {
        Sm2Verifier verifier = verifier(SecondOpinion::verifies);
        verifier.useFast(false);
        assertThat(ask(verifier, RIGHT)).isTrue();
        assertThat(ask(verifier, WRONG)).isFalse();
        assertThat(verifier.counters().tables()).isZero();
        verifier.useFast(true);
        assertThat(verifier.isFast()).isTrue();
    }

    @Test
    void where_tables_do_not_suffice_the_plain_way_answers_and_is_looked_at() {
        // with Q = G and t = s the last sum but one is the point that is added
        Sm2PublicKey generator = Sm2PublicKey.of(Bytes.of((byte) 4).plus(Curve.GENERATOR));
        var cache = new TableCache(4 * TABLE);
        var verifier = new Sm2Verifier(SecondOpinion::verifies, cache, true);
        Bytes s = Bytes.of(new byte[31]).plus(Bytes.of((byte) 1));
        for (int i = 0; i < 20; i++) {
            assertThat(verifier.verifies(generator, MESSAGE, new Sm2Signature(s.plus(s)), Sm2UserId.DEFAULT))
                    .isFalse();
        }
        assertThat(verifier.counters().secondOpinions()).isEqualTo(20);
        assertThat(verifier.isFast()).isTrue();
    }

    @Test
    void a_key_gets_its_table_after_some_uses_and_shares_it_with_its_equals() {
        var cache = new TableCache(2 * TABLE);
        for (int i = 1; i < TableCache.USES; i++) {
            assertThat(cache.table(key)).as("use %d", i).isNull();
        }
        WindowTable table = cache.table(key);
        assertThat(table).isNotNull().isSameAs(cache.table(key));
        assertThat(cache.table(PRIVATE.publicKey())).as("an equal key").isSameAs(table);
        assertThat(cache.bytes()).isEqualTo(TABLE).isEqualTo(464 * 1024);
        cache.limit(0);
        assertThat(cache.bytes()).isZero();
        for (int i = 0; i < 3 * TableCache.USES; i++) {
            assertThat(cache.table(key)).as("beyond the limit").isNull();
        }
    }

    @Test
    void a_full_cache_keeps_what_is_used_most() {
        var cache = new TableCache(2 * TABLE);
        List<Sm2PublicKey> keys = keys(3);
        for (int i = 0; i < 1000; i++) {
            cache.table(keys.get(0));
            if (i < 20) {
                cache.table(keys.get(1));
            }
        }
        assertThat(cache.size()).isEqualTo(2);
        for (int i = 0; i < 3 * TableCache.USES; i++) {
            cache.table(keys.get(2));
        }
        assertThat(cache.table(keys.get(0))).isNotNull();
        assertThat(cache.table(keys.get(1))).isNull();
        assertThat(cache.table(keys.get(2))).isNotNull();
        assertThat(cache.bytes()).isEqualTo(2 * TABLE);
    }

    @Test
    void many_threads_many_keys_and_a_small_cache() throws Exception {
        Sm2Verifier verifier = verifier(SecondOpinion::verifies);
        List<Sm2PublicKey> keys = keys(12);
        List<Sm2Signature> signatures = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            signatures.add(Sm2PrivateKey.generate(new SeededRandom(100 + i)).sign(MESSAGE, new SeededRandom(i)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                var random = new Random(thread);
                tasks.add(() -> {
                    int wrong = 0;
                    for (int i = 0; i < 400; i++) {
                        int k = random.nextInt(keys.size());
                        int other = random.nextInt(4) == 0 ? (k + 1) % keys.size() : k;
                        boolean right =
                                verifier.verifies(keys.get(k), MESSAGE, signatures.get(other), Sm2UserId.DEFAULT);
                        wrong += right == (other == k) ? 0 : 1;
                    }
                    return wrong;
                });
            }
            for (Future<Integer> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(verifier.counters().verifications()).isEqualTo(3200);
        assertThat(verifier.counters().disagreements()).isZero();
        assertThat(verifier.counters().tables()).isBetween(1, 4);
    }

    @Test
    void the_public_door_counts_and_bounds() {
        long before = Sm2Verification.counters().verifications();
        assertThat(key.verifies(MESSAGE, RIGHT)).isTrue();
        assertThat(Sm2Verification.counters().verifications()).isGreaterThan(before);
        assertThat(Sm2Verification.isFast()).isTrue();
        assertThatThrownBy(() -> Sm2Verification.tableLimit(-1)).hasMessageContaining("0 bytes or more");
    }

    private static List<Sm2PublicKey> keys(int count) {
        List<Sm2PublicKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(Sm2PrivateKey.generate(new SeededRandom(100 + i)).publicKey());
        }
        return keys;
    }
}
