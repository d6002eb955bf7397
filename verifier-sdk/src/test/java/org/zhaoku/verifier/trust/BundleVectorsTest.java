package org.zhaoku.verifier.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.testing.Vectors;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

/** Bundles of a second implementation, whole and broken in every way of docs/trust-bundle.md. */
class BundleVectorsTest {
    private static final List<String[]> LINES = Vectors.lines("bundles.txt").stream()
            .map(line -> line.split("\\|", -1))
            .toList();
    private static final TrustAnchors ANCHORS = anchors();

    private static TrustAnchors anchors() {
        Map<KeyId, TrustAnchors.Cosigner> cosigners = new TreeMap<>();
        String[] anchors = {};
        for (String[] line : LINES) {
            if (line[0].equals("anchors")) {
                anchors = line;
            } else if (line[0].equals("cosigner")) {
                cosigners.put(
                        new KeyId(Bytes.fromHex(line[2])),
                        new TrustAnchors.Cosigner(line[1], Sm2PublicKey.of(Bytes.fromHex(line[3]))));
            }
        }
        return new TrustAnchors(new Network(anchors[1]), cosigners, Integer.parseInt(anchors[2]));
    }

    private static TrustBundle open(String hex, CheckpointStore store) {
        return TrustBundle.open(Bytes.fromHex(hex), ANCHORS, store);
    }

    /** What the line comes to, as a bundle whose file is checked. */
    private static void run(String[] line) {
        CheckpointStore store = CheckpointStore.inMemory();
        switch (line[0]) {
            case "bundle" -> assertThat(open(line[3], store).file()).hasToString(line[3]);
            case "after" -> {
                Bytes first = open(line[3], store).digest();
                assertThat(first.size()).isEqualTo(32);
                assertThat(open(line[4], store).file()).hasToString(line[4]);
            }
            case "part" -> {
                TrustBundle more = open(line[3], store).with(line[4], Bytes.fromHex(line[5]));
                assertThat(more.loaded()).contains(line[4]);
            }
            case "delta" -> {
                TrustBundle older = open(line[3], store);
                TrustBundle newer = older.update(Bytes.fromHex(line[4]), ANCHORS, store);
                assertThat(newer.file()).hasToString(line[5]);
            }
            default -> throw new AssertionError("no such vector " + line[0]);
        }
    }

    @Test
    void every_vector_has_its_result() {
        List<String> wrong = new ArrayList<>();
        Set<Reason> seen = EnumSet.noneOf(Reason.class);
        for (String[] line : LINES) {
            if (line[0].equals("anchors") || line[0].equals("cosigner")) {
                continue;
            }
            String result = "valid";
            String message = "";
            try {
                run(line);
            } catch (TrustBundleException e) {
                result = e.reason().name();
                message = e.getMessage();
                seen.add(e.reason());
                assertThat(e.evidence().isPresent()).isEqualTo(e.reason() == Reason.SPLIT_VIEW);
            } catch (RuntimeException | AssertionError e) {
                result = e.getClass().getSimpleName();
                message = e.getMessage();
            }
            if (!result.equals(line[1])) {
                wrong.add(line[0] + " " + line[2] + ": expected " + line[1] + ", got " + result + " " + message);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).isEqualTo(EnumSet.allOf(Reason.class));
    }
}
