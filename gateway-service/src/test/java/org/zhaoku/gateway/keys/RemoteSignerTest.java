package org.zhaoku.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.gateway.testing.TlsFiles;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** The adapter of signing services against one on loopback, over real TLS. */
class RemoteSignerTest {
    private static final UnifiedSocialCreditCode DEPARTMENT = UnifiedSocialCreditCode.parse("11440300000000019K");
    private static final Bytes MESSAGE = Bytes.utf8("440300199001010016");

    @TempDir
    Path temp;

    private @Nullable DataDirectory directory;
    private Pkcs12Signer files;
    private TlsFiles tls;
    private LittleSigningService service;

    @BeforeEach
    void start() throws Exception {
        tls = TlsFiles.make(temp);
        tls.client("gateway");
        service = new LittleSigningService(tls.server());
        DataDirectory opened = DataDirectory.open(temp.resolve("data"));
        directory = opened;
        files = Pkcs12Signer.open(opened, new KeysProperties("", "测试地区"), Clock.systemUTC(), new SecureRandom());
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        if (directory != null) {
            directory.close();
        }
    }

    private RemoteSigner signer() {
        return signer("localhost", RemoteSignerProperties.Input.DIGEST, temp);
    }

    private RemoteSigner signer(String host, RemoteSignerProperties.Input input, Path certificates) {
        var properties = new RemoteSignerProperties(service.url(host), "signing", Duration.ofSeconds(5), input);
        return new RemoteSigner(files, new SigningService(properties, bundles(certificates)), input, Clock.systemUTC());
    }

    private static DefaultSslBundleRegistry bundles(Path certificates) {
        var stores = new PemSslStoreBundle(
                PemSslStoreDetails.forCertificate("file:" + certificates.resolve("gateway.pem"))
                        .withPrivateKey("file:" + certificates.resolve("gateway.key")),
                PemSslStoreDetails.forCertificate("file:" + certificates.resolve("ca.pem")));
        return new DefaultSslBundleRegistry("signing", SslBundle.of(stores));
    }

    @ParameterizedTest
    @EnumSource(RemoteSignerProperties.Input.class)
    void what_the_service_signs_is_the_departments_signature(RemoteSignerProperties.Input input) {
        SigningKey key = signer("localhost", input, temp).createDepartment(DEPARTMENT, "示范局");

        assertThat(key.certificate().publicKey().verifies(MESSAGE, key.sign(MESSAGE)))
                .isTrue();
        assertThat(service.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.propertyNames())
                        .containsExactly(input.name().toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void a_first_key_is_made_once_and_a_further_one_beside_it() {
        RemoteSigner signer = signer();
        assertThat(signer.department(DEPARTMENT)).isEmpty();
        SigningKey first = signer.createDepartment(DEPARTMENT, "示范局");
        assertThat(signer.createDepartment(DEPARTMENT, "示范局").kid()).isEqualTo(first.kid());
        assertThat(signer().createDepartment(DEPARTMENT, "示范局").kid()).isEqualTo(first.kid());

        SigningKey second = signer.addDepartmentKey(DEPARTMENT, "示范局");

        assertThat(second.kid()).isNotEqualTo(first.kid());
        assertThat(signer.department(DEPARTMENT).stream().map(SigningKey::kid))
                .containsExactly(first.kid(), second.kid());
    }

    @Test
    void all_gateways_share_the_checkpoint_key_and_each_keeps_its_own() {
        assertThat(signer().checkpoint().kid()).isEqualTo(signer().checkpoint().kid());
        assertThat(signer().region().kid()).isEqualTo(files.region().kid());
    }

    @ParameterizedTest
    @CsvSource({
        "BUSY, SIGNER_UNREACHABLE",
        "FORBIDDEN, SIGNER_REFUSED",
        "GARBAGE, SIGNER_ANSWER_WRONG",
        "HUGE, SIGNER_ANSWER_WRONG",
        "SHORT_SIGNATURE, SIGNER_ANSWER_WRONG",
        "OTHER_KEY, SIGNATURE_WRONG"
    })
    void whatever_the_service_does_wrong_has_a_code_and_is_no_signature(LittleSigningService.Fault fault, String code) {
        SigningKey key = signer().createDepartment(DEPARTMENT, "示范局");
        service.fails(fault);

        assertFails(code, () -> key.sign(MESSAGE));

        service.fails(LittleSigningService.Fault.NONE);
        assertThat(key.certificate().publicKey().verifies(MESSAGE, key.sign(MESSAGE)))
                .isTrue();
    }

    @Test
    void a_silent_service_is_waited_for_no_longer_than_the_settings_say() {
        var input = RemoteSignerProperties.Input.DIGEST;
        var properties = new RemoteSignerProperties(service.url("localhost"), "signing", Duration.ofMillis(300), input);
        var patient = new SigningService(properties, bundles(temp));
        service.fails(LittleSigningService.Fault.SILENT);

        assertFails("SIGNER_UNREACHABLE", () -> patient.keys(DEPARTMENT.value()));
    }

    @Test
    void what_is_known_of_keys_holds_while_the_service_is_away_and_nothing_is_signed() {
        RemoteSigner signer = signer();
        SigningKey key = signer.createDepartment(DEPARTMENT, "示范局");
        service.close();

        assertThat(signer.department(DEPARTMENT)).extracting(SigningKey::kid).containsExactly(key.kid());
        assertFails("SIGNER_UNREACHABLE", () -> key.sign(MESSAGE));
        assertFails("SIGNER_UNREACHABLE", () -> signer.checkpoint());
    }

    @Test
    void a_certificate_of_another_department_is_not_used() {
        service.fails(LittleSigningService.Fault.OTHER_OWNER);

        assertFails("SIGNER_ANSWER_WRONG", () -> signer().createDepartment(DEPARTMENT, "示范局"));
    }

    @Test
    void each_side_asks_for_a_certificate_of_the_right_authority_and_name() throws Exception {
        Path elsewhere = java.nio.file.Files.createDirectories(temp.resolve("elsewhere"));
        TlsFiles.make(elsewhere).client("gateway");
        var input = RemoteSignerProperties.Input.DIGEST;

        assertFails(
                "SIGNER_UNREACHABLE",
                () -> signer("localhost", input, elsewhere).department(DEPARTMENT));
        assertFails("SIGNER_UNREACHABLE", () -> signer("127.0.0.1", input, temp).department(DEPARTMENT));
        java.nio.file.Files.copy(
                temp.resolve("ca.pem"), elsewhere.resolve("ca.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertFails(
                "SIGNER_UNREACHABLE",
                () -> signer("localhost", input, elsewhere).department(DEPARTMENT));
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void settings_that_would_send_keys_work_in_the_clear_or_wait_for_ever_are_refused() {
        var input = RemoteSignerProperties.Input.DIGEST;
        Duration timeout = Duration.ofSeconds(3);
        for (String url : List.of("http://localhost:1/", "localhost:1", "https:/x")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RemoteSignerProperties(URI.create(url), "signing", timeout, input))
                    .withMessageContaining("zhaoku.keys.remote.url");
        }
        URI url = URI.create("https://localhost:1/");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteSignerProperties(url, " ", timeout, input))
                .withMessageContaining("zhaoku.keys.remote.ssl-bundle");
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofHours(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RemoteSignerProperties(url, "signing", wrong, input))
                    .withMessageContaining("zhaoku.keys.remote.timeout");
        }
    }

    private static void assertFails(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatExceptionOfType(SigningServiceException.class)
                .isThrownBy(work)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code))
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("440300199001010016"));
    }
}
