package org.zhaoku.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.Verdict.Outcome;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.TrustBundle;

/**
 * Every single change of a code. A change is INVALID; it is CANNOT_TELL in two cases only, and then the code has become
 * another one: its kid is one that the bundle does not have, or the tile of its receipt is one that the bundle does not
 * have. Within hashes, signatures and the like, where one value is as good as another, some stand for all, unless
 * {@code -Dzhaoku.thorough=true} is given.
 */
class TamperingTest {
    private static final boolean THOROUGH = Boolean.getBoolean("zhaoku.thorough");
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final World WORLD = new World();
    private static final World.Anchored LICENCE = WORLD.issue(7).get(4);
    private static final LicenceCode CODE = LICENCE.code(LICENCE.fields().disclose(new TreeSet<>(List.of(1))));
    private static final TrustBundle BUNDLE = WORLD.bundle();
    private static final LicenceVerifier VERIFIER = new LicenceVerifier(BUNDLE);

    private final List<String> wrong = new ArrayList<>();
    private int unknownKid;
    private int unknownTile;

    @Test
    void every_single_character_of_the_text_counts() {
        String text = CODE.text();
        assertThat(VERIFIER.verify(text, World.NOW).outcome()).isEqualTo(Outcome.VALID);
        for (int at = 0; at < text.length(); at++) {
            int step = THOROUGH || at < 80 ? 1 : 5;
            for (int i = at % step; i < ALPHABET.length(); i += step) {
                if (ALPHABET.charAt(i) != text.charAt(at)) {
                    judge("character " + at, text.substring(0, at) + ALPHABET.charAt(i) + text.substring(at + 1));
                }
            }
            judge("without character " + at, text.substring(0, at) + text.substring(at + 1));
            judge("lower case " + at, text.substring(0, at) + "a" + text.substring(at + 1));
        }
        report();
    }

    @Test
    void every_single_byte_of_the_content_counts() {
        byte[] content = Base45.decode(CODE.text().substring(LicenceCode.PREFIX.length()));
        Set<Integer> uniform = uniform(Bytes.of(content));
        for (int at = 0; at < content.length; at++) {
            byte original = content[at];
            for (int change = 1; change < 256; change++) {
                if (THOROUGH || !uniform.contains(at) || Integer.bitCount(change) == 1 || change == 255) {
                    content[at] = (byte) (original ^ change);
                    judge("byte " + at + " ^ " + change, LicenceCode.PREFIX + Base45.encode(content));
                }
            }
            content[at] = original;
        }
        report();
    }

    // places within payload, signature, hashes and salts
    private static Set<Integer> uniform(Bytes content) {
        CoseSign1 message = CoseSign1.decode(CODE.statement().encoded());
        Bytes encoded = message.encoded();
        Set<Integer> places = new HashSet<>();
        for (Bytes part : List.of(
                message.payload(),
                encoded.slice(encoded.size() - 64, encoded.size()),
                Bytes.concat(LICENCE.receipt().path()),
                Bytes.concat(CODE.disclosures().orElseThrow().proof()),
                CODE.disclosures().orElseThrow().fields().get(0).salt())) {
            int from = content.hex().indexOf(part.hex()) / 2;
            for (int i = 0; i < part.size(); i++) {
                places.add(from + i);
            }
        }
        return places;
    }

    private void judge(String what, String text) {
        Verdict verdict = VERIFIER.verify(text, World.NOW);
        if (verdict.outcome() == Outcome.VALID
                || (verdict.outcome() == Outcome.CANNOT_TELL && !mayBeUntold(text, verdict))) {
            wrong.add(what + ": " + verdict);
        }
    }

    private boolean mayBeUntold(String text, Verdict verdict) {
        LicenceCode code = LicenceCode.parse(text);
        if (BUNDLE.key(code.statement().kid()).isEmpty()) {
            unknownKid++;
            return verdict.reasons().contains(Check.of(CheckCode.SIGNATURE_NOT_CHECKED));
        }
        TileReceipt receipt = code.receipt().orElseThrow();
        unknownTile++;
        return receipt.tile()
                        >= BUNDLE.tiles(BUNDLE.authorities().get(0).code())
                                .orElseThrow()
                                .count()
                && verdict.reasons()
                        .equals(List.of(Check.of(CheckCode.TILE_UNKNOWN), Check.of(CheckCode.STATUS_NOT_CHECKED)));
    }

    private void report() {
        assertThat(wrong).isEmpty();
        assertThat(unknownKid).as("changes that made the kid an unknown one").isPositive();
        assertThat(unknownTile).as("changes that made the tile an unknown one").isPositive();
    }
}
