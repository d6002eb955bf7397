package org.zhaoku.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.DerSignature;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2Signature;

class Pkcs12SignerTest {
    private static final UnifiedSocialCreditCode DEPARTMENT = UnifiedSocialCreditCode.parse("11440300000000019K");
    private static final String NAME = "深圳市住房和建设局";
    private static final Bytes MESSAGE = Bytes.utf8("message digest");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC);
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    @TempDir
    Path temp;

    private DataDirectory directory;

    @BeforeEach
    void openDirectory() {
        directory = DataDirectory.open(temp.resolve("data"));
    }

    @AfterEach
    void closeDirectory() {
        directory.close();
    }

    @Test
    void first_start_makes_files_for_their_owner_alone() throws Exception {
        signer("");
        assertThat(mode(keys())).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(keys())) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void second_start_has_the_same_keys() {
        Pkcs12Signer first = signer("");
        KeyId department = first.createDepartment(DEPARTMENT, NAME).kid();
        Pkcs12Signer second = signer("");
        assertThat(second.region().kid()).isEqualTo(first.region().kid());
        assertThat(second.masterKeys().ids()).isEqualTo(first.masterKeys().ids());
        assertThat(kids(second)).containsExactly(department);
        assertThat(second.createDepartment(DEPARTMENT, "another name").kid()).isEqualTo(department);
    }

    private static List<KeyId> kids(Pkcs12Signer signer) {
        return signer.department(DEPARTMENT).stream().map(SigningKey::kid).toList();
    }

    @Test
    void further_keys_leave_the_files_of_those_before_alone() throws Exception {
        Pkcs12Signer first = signer("");
        KeyId one = first.createDepartment(DEPARTMENT, NAME).kid();
        byte[] file = Files.readAllBytes(keys().resolve("department-" + DEPARTMENT.value() + ".p12"));
        KeyId two = first.addDepartmentKey(DEPARTMENT, NAME).kid();
        KeyId three = signer("").addDepartmentKey(DEPARTMENT, NAME).kid();

        assertThat(kids(first)).containsExactly(one, two);
        assertThat(kids(signer(""))).containsExactly(one, two, three).doesNotHaveDuplicates();
        assertThat(signer("").createDepartment(DEPARTMENT, NAME).kid()).isEqualTo(one);
        assertThat(Files.readAllBytes(keys().resolve("department-" + DEPARTMENT.value() + ".p12")))
                .isEqualTo(file);
        assertThat(mode(keys().resolve("department-" + DEPARTMENT.value() + "-3.p12")))
                .isEqualTo("rw-------");
    }

    @Test
    void a_department_without_a_key_has_none() {
        assertThat(signer("").department(DEPARTMENT)).isEmpty();
    }

    @Test
    void the_sdk_and_bouncy_castle_accept_the_same_signature() throws Exception {
        SigningKey key = signer("").createDepartment(DEPARTMENT, NAME);
        Sm2Signature signature = key.sign(MESSAGE);
        assertThat(key.certificate().publicKey().verifies(MESSAGE, signature)).isTrue();

        Signature verifier = Signature.getInstance("SM3withSM2", PROVIDER);
        verifier.initVerify(certificate(key));
        verifier.update(MESSAGE.toArray());
        assertThat(verifier.verify(DerSignature.encode(signature).toArray())).isTrue();
    }

    @Test
    void the_sdk_accepts_what_bouncy_castle_signs_with_the_stored_key() throws Exception {
        Pkcs12Signer signer = signer("secret");
        KeyStore store = KeyStore.getInstance("PKCS12", PROVIDER);
        store.load(new ByteArrayInputStream(Files.readAllBytes(file())), "secret".toCharArray());
        Signature signature = Signature.getInstance("SM3withSM2", PROVIDER);
        signature.initSign((PrivateKey) store.getKey("region", null));
        signature.update(MESSAGE.toArray());
        assertThat(signer.region()
                        .certificate()
                        .publicKey()
                        .verifies(MESSAGE, DerSignature.decode(Bytes.of(signature.sign()))))
                .isTrue();
    }

    @Test
    void the_certificate_names_the_department_and_signs_only() throws Exception {
        X509Certificate certificate = certificate(signer("").createDepartment(DEPARTMENT, NAME));
        assertThat(certificate.getSubjectX500Principal().getName())
                .contains("C=CN", "O=" + NAME)
                .contains("2.5.4.5=#13" + "12" + Bytes.utf8(DEPARTMENT.value()).hex());
        assertThat(certificate.getIssuerX500Principal().getName()).contains("O=Zhaoku local CA - for trial only");
        assertThat(certificate.getSigAlgOID()).isEqualTo("1.2.156.10197.1.501");
        assertThat(certificate.getKeyUsage()).startsWith(true, false);
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getSerialNumber().bitLength()).isEqualTo(128);
        assertThat(certificate.getExtensionValue("1.2.156.10260.4.4")).isNotNull();
        assertThat(certificate.getNotBefore()).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(certificate.getNotAfter()).isEqualTo("2031-03-01T08:00:00Z");
    }

    @Test
    void a_name_that_no_certificate_takes_is_refused() {
        Pkcs12Signer signer = signer("");
        assertThatIllegalArgumentException().isThrownBy(() -> signer.createDepartment(DEPARTMENT, " "));
        assertThatIllegalArgumentException().isThrownBy(() -> signer.createDepartment(DEPARTMENT, "局".repeat(65)));
        assertThat(signer.department(DEPARTMENT)).isEmpty();
    }

    @Test
    void a_wrong_password_is_said_to_be_that_or_a_changed_file() {
        signer("right");
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> signer("wrong"))
                .withMessageContaining("zhaoku.keys.password")
                .withMessageNotContaining("wrong;")
                .satisfies(e -> assertThat(e.code()).isEqualTo("KEYS_NOT_OPENED"));
    }

    @Test
    void a_missing_password_is_asked_for() throws Exception {
        signer("");
        Files.delete(keys().resolve("password"));
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> signer(""))
                .satisfies(e -> assertThat(e.code()).isEqualTo("KEYS_PASSWORD_MISSING"));
    }

    @Test
    void a_changed_file_is_refused_or_means_the_same() throws Exception {
        Pkcs12Signer signer = signer("");
        byte[] content = Files.readAllBytes(file());
        int refused = 0;
        for (int at = 0; at < content.length; at += 41) {
            byte[] changed = content.clone();
            changed[at] ^= 1;
            Files.write(file(), changed);
            try {
                Pkcs12Signer opened = signer("");
                assertThat(opened.region().kid())
                        .as("byte " + at)
                        .isEqualTo(signer.region().kid());
                assertThat(opened.masterKeys().ids())
                        .as("byte " + at)
                        .isEqualTo(signer.masterKeys().ids());
            } catch (KeyFileException e) {
                assertThat(e.code()).isIn("KEYS_NOT_OPENED", "KEYS_DAMAGED");
                refused++;
            }
        }
        // the parameters of the MAC's digest, and such, mean nothing
        assertThat(refused).isGreaterThan(content.length / 41 - 5);
    }

    @Test
    void a_key_under_another_departments_name_is_refused() throws Exception {
        signer("").createDepartment(DEPARTMENT, NAME);
        var other = UnifiedSocialCreditCode.parse("11100000000013338W");
        Files.move(
                keys().resolve("department-" + DEPARTMENT.value() + ".p12"),
                keys().resolve("department-" + other.value() + ".p12"));
        Pkcs12Signer signer = signer("");
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> signer.department(other))
                .satisfies(e -> assertThat(e.code()).isEqualTo("KEYS_DAMAGED"));
    }

    @Test
    void a_cut_file_is_damaged() throws Exception {
        signer("");
        byte[] content = Files.readAllBytes(file());
        for (int length : List.of(0, 1, content.length / 2, content.length - 1)) {
            Files.write(file(), Arrays.copyOf(content, length));
            assertThatExceptionOfType(KeyFileException.class)
                    .isThrownBy(() -> signer(""))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("KEYS_DAMAGED"));
        }
    }

    @Test
    void a_key_that_cannot_be_stored_is_not_used() throws Exception {
        Pkcs12Signer signer = signer("");
        Path inTheWay = Files.createDirectory(keys().resolve("department-" + DEPARTMENT.value() + ".p12.new"));
        Files.writeString(inTheWay.resolve("file"), "");
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> signer.createDepartment(DEPARTMENT, NAME))
                .satisfies(e -> assertThat(e.code()).isEqualTo("KEYS_NOT_STORED"));
        assertThat(signer.department(DEPARTMENT)).isEmpty();
    }

    @Test
    void threads_that_make_one_department_get_one_key() throws Exception {
        Pkcs12Signer signer = signer("");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<KeyId> make =
                    () -> signer.createDepartment(DEPARTMENT, NAME).kid();
            List<Future<KeyId>> made = threads.invokeAll(List.of(make, make, make, make));
            Set<KeyId> kids = made.stream().map(Pkcs12SignerTest::get).collect(Collectors.toSet());
            assertThat(kids).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void spring_makes_signer_master_key_and_envelope() {
        new ApplicationContextRunner()
                .withUserConfiguration(KeysConfiguration.class)
                .withBean(SecureRandom.class)
                .withBean(Clock.class, () -> CLOCK)
                .withBean(DataDirectory.class, () -> directory)
                .withBean(Database.class, () -> Database.open("", directory))
                .withPropertyValues("zhaoku.keys.password=secret", "zhaoku.keys.region-name=广东")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(Envelope.class);
                    assertThat(certificate(context.getBean(Signer.class).region())
                                    .getSubjectX500Principal()
                                    .getName())
                            .contains("O=广东");
                    assertThat(context.getBean(KeysProperties.class)).asString().doesNotContain("secret");
                });
        assertThat(keys().resolve("password")).doesNotExist();
    }

    private Pkcs12Signer signer(String password) {
        return Pkcs12Signer.open(directory, new KeysProperties(password, "广东"), CLOCK, new SecureRandom());
    }

    private Path keys() {
        return directory.path().resolve("keys");
    }

    private Path file() {
        return keys().resolve("zhaoku.p12");
    }

    private static X509Certificate certificate(SigningKey key) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509", PROVIDER)
                .generateCertificate(
                        new ByteArrayInputStream(key.certificate().der().toArray()));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static KeyId get(Future<KeyId> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
