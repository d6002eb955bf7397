package org.zhaoku.gateway.detached;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Options of a command: {@code --name value}, some of them several times, and flags. */
final class SignOptions {
    /** Where the password is if no file is named. */
    static final String PASSWORD = "ZHAOKU_SIGN_PASSWORD";

    private static final int MIN_PASSWORD = 12;

    private final Map<String, List<String>> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final Map<String, String> environment;

    /**
     * @param known names of options with a value
     * @param several those of them that may come several times
     * @param flagNames names of options without one
     * @throws SignException SIGN_OPTION_WRONG
     */
    SignOptions(
            List<String> arguments,
            Map<String, String> environment,
            Set<String> known,
            Set<String> several,
            Set<String> flagNames) {
        this.environment = environment;
        for (int at = 0; at < arguments.size(); at++) {
            String name = arguments.get(at);
            if (flagNames.contains(name)) {
                flags.add(name);
            } else if (!known.contains(name)) {
                throw wrong("unknown option " + name + "; ./zhaoku sign --help lists all");
            } else if (++at == arguments.size()) {
                throw wrong(name + " needs a value");
            } else if (values.containsKey(name) && !several.contains(name)) {
                throw wrong(name + " is given twice");
            } else {
                values.computeIfAbsent(name, each -> new ArrayList<>()).add(arguments.get(at));
            }
        }
    }

    private static SignException wrong(String message) {
        return new SignException(SignException.Code.SIGN_OPTION_WRONG, message);
    }

    private List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return flags.contains(name) || values.containsKey(name);
    }

    String text(String name) {
        if (all(name).isEmpty()) {
            throw wrong(name + " is missing");
        }
        return all(name).get(0);
    }

    Path path(String name) {
        return parsed(name, "a file", Path::of);
    }

    List<Path> paths(String name) {
        text(name);
        return all(name).stream().map(Path::of).toList();
    }

    Network network() {
        return parsed("--network", "the name of the ledger's network", Network::new);
    }

    UnifiedSocialCreditCode department() {
        return parsed("--department", "a unified social credit code of 18 characters", UnifiedSocialCreditCode::parse);
    }

    private <T> T parsed(String name, String expected, Function<String, T> parser) {
        try {
            return parser.apply(text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name + ": expected " + expected);
        }
    }

    /**
     * The password of the key file: the first line of {@code --password-file}, otherwise the environment's. Never an argument,
     * which every process of the machine could read.
     */
    String password() {
        String password =
                has("--password-file") ? fromFile(path("--password-file")) : environment.getOrDefault(PASSWORD, "");
        if (password.length() < MIN_PASSWORD) {
            throw new SignException(
                    SignException.Code.SIGN_PASSWORD_WRONG,
                    "expected a password of at least " + MIN_PASSWORD
                            + " characters in the file of --password-file, or in " + PASSWORD + ", got "
                            + password.length());
        }
        return password;
    }

    /** Where the password came from. */
    String passwordSource() {
        return has("--password-file") ? "--password-file" : PASSWORD;
    }

    private static String fromFile(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    static SignException unusable(Path file, Exception e) {
        return new SignException(
                SignException.Code.SIGN_FILE_UNUSABLE,
                "the file " + file + " cannot be read or written ("
                        + e.getClass().getSimpleName() + ")");
    }

    /** A file that is not there. */
    Path fresh(Path file) {
        if (Files.exists(file)) {
            throw new SignException(
                    SignException.Code.SIGN_FILE_EXISTS,
                    "the file " + file + " is there already and is never overwritten; name another, or move it away");
        }
        return file;
    }
}
