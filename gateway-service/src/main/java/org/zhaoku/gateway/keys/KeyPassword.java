package org.zhaoku.gateway.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.zhaoku.gateway.store.DataDirectory;

/**
 * The password of the key file and where it came from.
 *
 * @param value the password
 * @param source for messages
 */
record KeyPassword(String value, String source) {
    private static final int GENERATED_BYTES = 16;

    /** The configured password, otherwise the one in the file {@code password}, which is made if there is no key file yet. */
    static KeyPassword find(String configured, Path keyFile, SecureRandom random) {
        if (!configured.isEmpty()) {
            return new KeyPassword(configured, "zhaoku.keys.password");
        }
        Path file = keyFile.resolveSibling("password");
        try {
            if (!Files.exists(file) && !Files.exists(keyFile)) {
                byte[] bytes = new byte[GENERATED_BYTES];
                random.nextBytes(bytes);
                DataDirectory.write(file, HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
            }
            return new KeyPassword(Files.readString(file).strip(), file.toString());
        } catch (NoSuchFileException e) {
            throw KeyFileException.passwordMissing(keyFile, file, e);
        } catch (IOException e) {
            throw KeyFileException.unwritable(file, e);
        }
    }

    char[] chars() {
        return value.toCharArray();
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "password from " + source;
    }
}
