package org.zhaoku.verifier.sm;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.DerSignature;
import org.zhaoku.verifier.testing.Vectors;

/** {@code sm2_verify_test.json}: with tables, without, and by Bouncy Castle. */
class Sm2VectorFileTest {
    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("vectors.write")) {
            Files.writeString(Path.of("src/test/resources/vectors", Sm2VectorFile.NAME), Sm2VectorFile.make());
            Files.writeString(Path.of("target/test-classes/vectors", Sm2VectorFile.NAME), Sm2VectorFile.make());
        }
    }

    private static String text(CBORObject object, String key) {
        return object.get(key).AsString();
    }

    private static Bytes bytes(CBORObject object, String key) {
        return Bytes.fromHex(text(object, key));
    }

    private static Optional<Sm2Signature> signature(String encoding, Bytes bytes) {
        try {
            return Optional.of(encoding.equals("der") ? DerSignature.decode(bytes) : new Sm2Signature(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isKey(Bytes bytes) {
        try {
            return Sm2PublicKey.of(bytes).encoded().equals(bytes);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** With tables and without. */
    private static List<Boolean> ours(Sm2PublicKey key, Bytes digest, Sm2Signature signature) {
        Equation equation = Equation.of(digest, signature);
        if (equation == null) {
            return List.of(false);
        }
        boolean plain = equation.holds(equation.withoutTables(key.point()));
        Sum sum = equation.withTables(BaseTable.TABLE, new WindowTable(key.point(), 6));
        return sum.isLost() ? List.of(plain) : List.of(plain, equation.holds(sum));
    }

    private static List<Boolean> results(CBORObject group, CBORObject test) {
        String type = text(group, "type");
        if (type.equals("Sm2PublicKey")) {
            return List.of(isKey(bytes(test, "key")));
        }
        Optional<Sm2Signature> signature = signature(text(group, "encoding"), bytes(test, "sig"));
        if (signature.isEmpty()) {
            return List.of(false);
        }
        if (type.equals("Sm2VerifyDigest")) {
            return ours(Sm2PublicKey.of(bytes(test, "key")), bytes(test, "digest"), signature.get());
        }
        var key = Sm2PublicKey.of(bytes(group.get("publicKey"), "uncompressed"));
        var id = new Sm2UserId(bytes(group, "id"));
        Bytes message = bytes(test, "msg");
        List<Boolean> results = new ArrayList<>(ours(key, key.digest(message, id), signature.get()));
        results.add(SecondOpinion.verifies(key.encoded(), message, signature.get(), id)
                .orElseThrow());
        results.add(key.verifies(message, signature.get(), id));
        return results;
    }

    @Test
    void every_vector_has_its_result_in_every_way() {
        CBORObject file = CBORObject.FromJSONString(Vectors.text(Sm2VectorFile.NAME));
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (CBORObject group : file.get("testGroups").getValues()) {
            for (CBORObject test : group.get("tests").getValues()) {
                count++;
                String expected = text(test, "result");
                List<Boolean> results = results(group, test);
                if (!expected.equals("acceptable") && results.contains(!expected.equals("valid"))) {
                    wrong.add(test.get("tcId") + " " + text(test, "comment") + ": expected " + expected + ", got "
                            + results);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isEqualTo(file.get("numberOfTests").AsInt32()).isGreaterThan(150);
    }

    @Test
    void the_file_is_what_the_generator_makes() {
        assertThat(Vectors.text(Sm2VectorFile.NAME)).isEqualTo(Sm2VectorFile.make());
    }
}
