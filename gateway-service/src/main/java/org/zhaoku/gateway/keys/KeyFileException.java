package org.zhaoku.gateway.keys;

import java.nio.file.Path;

/** The key file or its password cannot be used. */
public final class KeyFileException extends RuntimeException {
    private final String code;

    private KeyFileException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    // Bouncy Castle tells a wrong password and a changed file apart only by chance
    static KeyFileException locked(Path file, String passwordSource, Throwable cause) {
        return new KeyFileException(
                "KEYS_NOT_OPENED",
                "the key file " + file + " does not open with the password from " + passwordSource
                        + ": the password is wrong, or the file was changed; give the right password, or restore the file"
                        + " from a backup",
                cause);
    }

    static KeyFileException damaged(Path file, Throwable cause) {
        return new KeyFileException(
                "KEYS_DAMAGED", "the key file " + file + " is damaged; restore it from a backup", cause);
    }

    static KeyFileException passwordMissing(Path file, Path password, Throwable cause) {
        return new KeyFileException(
                "KEYS_PASSWORD_MISSING",
                "the key file " + file + " is there, but neither zhaoku.keys.password is set nor is there " + password
                        + "; give the password",
                cause);
    }

    static KeyFileException unwritable(Path file, Throwable cause) {
        return new KeyFileException(
                "KEYS_NOT_STORED",
                "the key file " + file + " cannot be read or written ("
                        + cause.getClass().getSimpleName() + "); nothing was changed",
                cause);
    }

    /** Stable, for programs. */
    public String code() {
        return code;
    }
}
