package org.zhaoku.verifier.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.testing.Samples;

/** Our codec against com.upokecenter:cbor, in both directions. */
class CborDifferentialTest {
    private static final CBOREncodeOptions CANONICAL =
            new CBOREncodeOptions("ctap2canonical=false;allowduplicatekeys=false");

    @Test
    void both_read_what_the_other_writes() {
        for (long seed = 1; seed <= 5_000; seed++) {
            Cbor item = random(new Random(seed), 4);
            Bytes ours = item.encode();
            CBORObject theirs = CBORObject.DecodeFromBytes(ours.toArray(), CANONICAL);
            assertThat(theirs).as("seed %d: they read what we wrote", seed).isEqualTo(theirs(item));
            assertThat(Cbor.decode(ours)).as("seed %d: we read it again", seed).isEqualTo(item);
            if (!(item instanceof Cbor.Map) && !(item instanceof Cbor.Array)) {
                assertThat(Cbor.decode(Bytes.of(theirs(item).EncodeToBytes())))
                        .as("seed %d: we read what they wrote", seed)
                        .isEqualTo(item);
            }
        }
    }

    @Test
    void whatever_we_accept_they_accept_with_the_same_meaning() {
        int accepted = 0;
        for (long seed = 1; seed <= 20_000; seed++) {
            var random = new Random(seed);
            byte[] bytes = random(random, 3).encode().toArray();
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? bytes[at] ^ 1 << random.nextInt(8) : random.nextInt());
            Cbor item;
            try {
                item = Cbor.decode(Bytes.of(bytes));
            } catch (CborException e) {
                continue;
            }
            accepted++;
            assertThat(item.encode().toArray()).as("seed %d", seed).isEqualTo(bytes);
            assertThat(CBORObject.DecodeFromBytes(bytes, CANONICAL))
                    .as("seed %d", seed)
                    .isEqualTo(theirs(item));
        }
        assertThat(accepted).as("changed items that are still items").isGreaterThan(1_000);
    }

    @Test
    void what_they_refuse_we_refuse() {
        int refused = 0;
        for (long seed = 1; seed <= 20_000; seed++) {
            byte[] bytes = Samples.bytes(new Random(seed), 1 + new Random(seed).nextInt(12))
                    .toArray();
            if (!theyAccept(bytes)) {
                refused++;
                assertThat(weAccept(bytes))
                        .as("seed %d: %s", seed, Arrays.toString(bytes))
                        .isFalse();
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static boolean theyAccept(byte[] bytes) {
        try {
            return CBORObject.DecodeFromBytes(bytes, CANONICAL).getType() != CBORType.FloatingPoint;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean weAccept(byte[] bytes) {
        try {
            return Cbor.decode(Bytes.of(bytes)) != null;
        } catch (CborException e) {
            return false;
        }
    }

    private static Cbor random(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> Cbor.of(random.nextLong());
            case 1 -> Cbor.of(random.nextInt(600) - 300);
            case 2 -> Cbor.of(Samples.text(random, random.nextInt(random.nextInt(10) == 0 ? 300 : 20)));
            case 3 -> Cbor.of(Samples.bytes(random, random.nextInt(40)));
            case 4 -> Cbor.of(random.nextBoolean());
            case 5 -> Cbor.Simple.NULL;
            case 6 ->
                Cbor.array(random.ints(random.nextInt(30), 0, 2)
                        .mapToObj(each -> random(random, depth - 1))
                        .toList());
            default -> map(random, depth);
        };
    }

    private static Cbor map(Random random, int depth) {
        var map = Cbor.map();
        for (int i = random.nextInt(6); i > 0; i--) {
            // the index keeps keys apart
            Cbor key = random.nextBoolean()
                    ? Cbor.of((random.nextInt(400) - 200) * 6L + i)
                    : Cbor.of(i + Samples.text(random, random.nextInt(5)));
            map.put(key, random(random, depth - 1));
        }
        return map.build();
    }

    private static CBORObject theirs(Cbor item) {
        if (item instanceof Cbor.Int number) {
            return CBORObject.FromObject(number.value());
        }
        if (item instanceof Cbor.Text text) {
            return CBORObject.FromObject(text.value());
        }
        if (item instanceof Cbor.ByteString string) {
            return CBORObject.FromObject(string.value().toArray());
        }
        if (item instanceof Cbor.Array array) {
            CBORObject theirs = CBORObject.NewArray();
            array.items().forEach(each -> theirs.Add(theirs(each)));
            return theirs;
        }
        if (item instanceof Cbor.Map map) {
            CBORObject theirs = CBORObject.NewMap();
            map.entries().values().forEach(entry -> theirs.set(theirs(entry.key()), theirs(entry.value())));
            return theirs;
        }
        return switch ((Cbor.Simple) item) {
            case FALSE -> CBORObject.False;
            case TRUE -> CBORObject.True;
            case NULL -> CBORObject.Null;
        };
    }
}
