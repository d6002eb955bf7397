package org.zhaoku.gateway.detached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.issue.DetachedSigner;
import org.zhaoku.gateway.keys.DepartmentKeyFile;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;

/** The file of a signed batch: no byte of it can be changed. */
final class BatchFileTest {
    private static final Network NETWORK = new Network("trial");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final UnifiedSocialCreditCode DEPARTMENT = Codes.department();
    private static final LicenceType TYPE = new LicenceType(
            Codes.type(),
            1,
            "示范证",
            false,
            List.of(new FieldDefinition(
                    "CertificateHolderName", "持证主体", FieldDefinition.Kind.TEXT, true, true, true, 50)));

    @TempDir
    private static Path folder;

    private static List<SigningKey> keys = List.of();

    @BeforeAll
    static void makeKeys() {
        keys = List.of(key("one.p12"), key("other.p12"));
    }

    private static SigningKey key(String file) {
        return new DepartmentKeyFile(folder.resolve(file), "a long password", "the test", RANDOM)
                .create(DEPARTMENT, "示范局", Clock.systemUTC());
    }

    private static SigningKey mine() {
        return keys.get(0);
    }

    private static List<DetachedRow> rows(int count, SigningKey key) {
        var signer = new DetachedSigner(
                DEPARTMENT, List.of(TYPE), NETWORK, key, Instant.now(), LocalDate.of(2026, 12, 1), RANDOM);
        List<DetachedRow> rows = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Bytes request = Bytes.utf8("{\"type\":\"" + TYPE.code().value() + "\",\"issuer\":\"" + DEPARTMENT.value()
                    + "\",\"holderName\":\"张三\",\"fields\":{}}");
            DetachedSigner.Signed signed = signer.sign(request);
            rows.add(new DetachedRow(number, request, signed.statement(), signed.salts()));
        }
        return rows;
    }

    private static SignedBatch batch(List<DetachedRow> rows, SigningKey key) {
        TileTree tree = BatchFile.tree(rows);
        NavigableSet<String> types = new TreeSet<>(List.of(TYPE.code().value()));
        return SignedBatch.sign(
                new BatchHeader(
                        NETWORK,
                        DEPARTMENT,
                        "TrialMSP",
                        key.kid(),
                        types,
                        rows.size(),
                        tree.root(),
                        Sm3.digest(Bytes.concat(tree.tileRoots()))),
                tree.tileRoots(),
                key);
    }

    private static BatchFile file(int count) {
        List<DetachedRow> rows = rows(count, mine());
        return BatchFile.seal(batch(rows, mine()), rows, mine());
    }

    private static Optional<BatchFile> taken(byte[] bytes) {
        try {
            return Optional.of(BatchFile.decode(Bytes.of(bytes)))
                    .filter(file -> file.verifies(NETWORK, mine().certificate().publicKey()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Test
    void a_file_is_read_as_it_was_written() {
        BatchFile file = file(300);
        BatchFile read = BatchFile.decode(file.encode());

        assertThat(read.encode()).isEqualTo(file.encode());
        assertThat(read.batch().key()).isEqualTo(file.batch().key());
        assertThat(read.rows()).hasSize(300);
        assertThat(read.tree().tileRoots()).hasSize(2);
        assertThat(read.verifies(NETWORK, mine().certificate().publicKey())).isTrue();
    }

    @Test
    void whichever_byte_is_changed_the_file_is_refused() {
        byte[] bytes = file(2).encode().toArray();
        var random = new Random(20261201);
        for (int at = 0; at < bytes.length; at++) {
            byte was = bytes[at];
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(taken(bytes))
                    .as("byte %s of %s changed", at, bytes.length)
                    .isEmpty();
            bytes[at] = was;
        }
        assertThat(taken(bytes)).isPresent();
    }

    @Test
    void whatever_comes_instead_of_a_file_is_refused_with_a_reason() {
        byte[] bytes = file(2).encode().toArray();
        var random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            byte[] other = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            for (int change = random.nextInt(4); change > 0 && other.length > 0; change--) {
                other[random.nextInt(other.length)] = (byte) random.nextInt();
            }
            assertThat(taken(other)).isEmpty();
        }
    }

    @Test
    void another_key_or_network_signed_nothing_of_it() {
        BatchFile file = file(1);

        assertThat(file.verifies(NETWORK, keys.get(1).certificate().publicKey()))
                .isFalse();
        assertThat(file.verifies(new Network("other"), mine().certificate().publicKey()))
                .isFalse();
    }

    @Test
    void one_key_signs_statements_header_and_file() {
        List<DetachedRow> rows = rows(1, mine());
        List<DetachedRow> others = rows(1, keys.get(1));

        assertThatThrownBy(() -> BatchFile.seal(batch(rows, mine()), rows, keys.get(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BatchFile.seal(batch(others, mine()), others, mine()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_row_that_is_left_out_or_put_in_is_missed() {
        List<DetachedRow> rows = rows(3, mine());
        SignedBatch batch = batch(rows, mine());

        assertThatThrownBy(() -> BatchFile.seal(batch, rows.subList(0, 2), mine()))
                .isInstanceOf(IllegalArgumentException.class);
        List<DetachedRow> more = new ArrayList<>(rows);
        more.addAll(rows(1, mine()));
        assertThatThrownBy(() -> BatchFile.seal(batch, more, mine())).isInstanceOf(IllegalArgumentException.class);
    }
}
