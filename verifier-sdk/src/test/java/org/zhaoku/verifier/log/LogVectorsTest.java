package org.zhaoku.verifier.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.testing.Vectors;

class LogVectorsTest {
    private static final Network NETWORK = new Network("test");
    private static final List<String> LINES = Vectors.lines("checkpoints.txt");

    private final Map<KeyId, Sm2PublicKey> keys = new HashMap<>();
    private final RecordLog log = Regions.log(40);

    @Test
    void every_vector_is_decided_rightly() {
        List<String> wrong = new ArrayList<>();
        for (String line : LINES) {
            String[] cells = line.split("\\|", -1);
            String result = result(cells);
            if (!result.equals(cells[1])) {
                wrong.add(cells[0] + ", " + cells[2] + ": expected " + cells[1] + ", got " + result);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(LINES).hasSizeGreaterThan(200);
    }

    private String result(String[] cells) {
        return switch (cells[0]) {
            case "region" -> {
                keys.put(new KeyId(Bytes.fromHex(cells[2])), Sm2PublicKey.of(Bytes.fromHex(cells[3])));
                yield cells[1];
            }
            case "root" -> {
                long size = Long.parseLong(cells[1]);
                Bytes root = size == 0 ? new RecordLog().root() : log.root(size);
                yield root.hex().equals(cells[2]) ? cells[1] : root.hex();
            }
            case "inclusion" ->
                rightOrWrong(RecordLog.includes(
                        Checkpoint.decode(Bytes.fromHex(cells[3])),
                        Long.parseLong(cells[4]),
                        Bytes.fromHex(cells[5]),
                        hashes(cells[6])));
            case "consistency" ->
                rightOrWrong(RecordLog.consistent(
                        Checkpoint.decode(Bytes.fromHex(cells[3])),
                        Checkpoint.decode(Bytes.fromHex(cells[4])),
                        hashes(cells[5])));
            case "checkpoint" -> checkpoint(Bytes.fromHex(cells[3]), Vectors.bytes(cells[4]));
            case "split" -> split(Bytes.fromHex(cells[3]));
            default -> "unknown kind of vector";
        };
    }

    private String checkpoint(Bytes encoded, Bytes payload) {
        try {
            SignedCheckpoint message = SignedCheckpoint.decode(encoded);
            if (!message.encoded().equals(encoded)
                    || !message.payload().equals(payload)
                    || !message.checkpoint().encode().equals(payload)) {
                return "read, but another one";
            }
            return key(message.kid())
                            .filter(key -> message.verifies(NETWORK, key))
                            .isPresent()
                    ? "valid"
                    : "unproven";
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }

    private String split(Bytes encoded) {
        try {
            SplitView view = SplitView.decode(encoded);
            if (!view.encode().equals(encoded)) {
                return "read, but another one";
            }
            return view.proves(NETWORK, this::key) ? "valid" : "unproven";
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }

    private Optional<Sm2PublicKey> key(KeyId kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    private static String rightOrWrong(boolean right) {
        return right ? "valid" : "wrong";
    }

    private static List<Bytes> hashes(String joined) {
        return Hashes.split("vector", Cbor.of(Vectors.bytes(joined)), 64);
    }
}
