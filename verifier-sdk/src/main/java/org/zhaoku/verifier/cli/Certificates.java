package org.zhaoku.verifier.cli;

import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.Sm2Certificate;

/** Certificates in DER or PEM (RFC 7468). */
final class Certificates {
    private static final int MAX_LENGTH = 1 << 16;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----");

    private Certificates() {}

    /** @throws CliException CLI_FILE_UNREADABLE, CLI_TOO_LARGE or CLI_CERTIFICATE_DAMAGED */
    static Sm2Certificate read(Path file) {
        Bytes content = UserFiles.read("the certificate", file, MAX_LENGTH);
        try {
            return Sm2Certificate.of(
                    InputReader.text(content).map(Certificates::der).orElse(content));
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    "CLI_CERTIFICATE_DAMAGED",
                    "the certificate at " + Plain.text(file.toString()) + " in DER or PEM: " + e.getMessage());
        }
    }

    private static Bytes der(String text) {
        Matcher pem = PEM.matcher(text);
        if (!pem.find()) {
            throw new IllegalArgumentException("expected a block BEGIN CERTIFICATE, got another text");
        }
        String body = pem.group(1);
        if (pem.find()) {
            throw new IllegalArgumentException("expected one certificate, got several");
        }
        return Bytes.of(Base64.getMimeDecoder().decode(body));
    }
}
