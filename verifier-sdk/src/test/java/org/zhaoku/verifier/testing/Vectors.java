package org.zhaoku.verifier.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhaoku.verifier.bytes.Bytes;

/** Test vectors as data files under {@code vectors/}. */
public final class Vectors {
    private Vectors() {}

    public static String text(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no vectors " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the project's {@code docs}. */
    public static String document(String name) {
        try {
            return Files.readString(Path.of("..", "docs", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that are neither empty nor comments. */
    public static List<String> lines(String name) {
        return text(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** The hexadecimal digits of the whole file. */
    public static Bytes hex(String name) {
        return Bytes.fromHex(String.join("", lines(name)));
    }

    /** {@code name:} followed by lines that are indented, perhaps quoted: the name with the lines joined. */
    public static Map<String, String> named(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        String current = "";
        for (String line : lines(name)) {
            if (line.startsWith(" ")) {
                String part = line.strip();
                boolean quoted = part.startsWith("\"");
                values.merge(current, quoted ? part.substring(1, part.length() - 1) : part, String::concat);
            } else {
                int colon = line.indexOf(':');
                current = line.substring(0, colon);
                values.put(current, line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /** {@code -} stands for nothing. */
    public static Bytes bytes(String hex) {
        return hex.equals("-") ? Bytes.EMPTY : Bytes.fromHex(hex);
    }
}
