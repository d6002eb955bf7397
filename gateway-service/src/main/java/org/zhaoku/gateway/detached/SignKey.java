package org.zhaoku.gateway.detached;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.gateway.keys.DepartmentKeyFile;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** {@code sign key}: makes a department's key, and the key request that the operator registers. */
final class SignKey {
    private static final int MAX_NAME = 64;
    private static final String REQUEST = "--request";

    private SignKey() {}

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, Clock clock) {
        var options = new SignOptions(
                arguments,
                environment,
                Set.of("--department", "--name", "--network", "--out", REQUEST, "--password-file"),
                Set.of(),
                Set.of());
        UnifiedSocialCreditCode department = options.department();
        Network network = options.network();
        String name = name(options);
        Path file = options.fresh(options.path("--out"));
        Path requestFile = options.fresh(
                options.has(REQUEST) ? options.path(REQUEST) : file.resolveSibling(file.getFileName() + ".request"));
        SigningKey key = new DepartmentKeyFile(file, options.password(), options.passwordSource(), new SecureRandom())
                .create(department, name, clock);
        AddKey request = AddKey.prove(network, department, key.certificate(), key);
        try {
            DataDirectory.write(requestFile, request.encode().toArray());
        } catch (IOException e) {
            throw SignOptions.unusable(requestFile, e);
        }
        out.printf(
                "The key is in %s: keep it and its password apart, here alone.%n"
                        + "The operator registers %s at POST /api/v1/authorities/%s/keys (application/cbor).%n"
                        + "{\"kid\":\"%s\",\"network\":\"%s\"}%n",
                file, requestFile, department.value(), key.kid(), network);
        return SignMain.GOOD;
    }

    private static String name(SignOptions options) {
        String name = options.text("--name");
        int length = name.codePointCount(0, name.length());
        if (name.isBlank() || length > MAX_NAME) {
            throw new SignException(
                    SignException.Code.SIGN_OPTION_WRONG,
                    "--name: expected the department's name of 1 to " + MAX_NAME + " characters, got " + length);
        }
        return name;
    }
}
