package org.zhaoku.verifier.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.zhaoku.verifier.bytes.Bytes;

/** Files that the user names. */
final class UserFiles {
    private UserFiles() {}

    /**
     * Reads a whole file.
     *
     * @param what for messages
     * @param max the most bytes
     * @throws CliException CLI_FILE_UNREADABLE or CLI_TOO_LARGE
     */
    static Bytes read(String what, Path file, int max) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(what + " " + Plain.text(file.toString()), in, max);
        } catch (NoSuchFileException e) {
            throw unreadable(what, file, "there is none");
        } catch (IOException e) {
            throw unreadable(what, file, Files.isDirectory(file) ? "it is a folder" : "it cannot be read");
        }
    }

    /** The same from a stream, which is not closed. */
    static Bytes read(String what, InputStream in, int max) throws IOException {
        byte[] content = in.readNBytes(max);
        if (in.read() >= 0) {
            throw new CliException(
                    "CLI_TOO_LARGE",
                    what + ": expected at most " + max + " bytes, got more: hand it in by smaller parts");
        }
        return Bytes.of(content);
    }

    /**
     * Writes a new file.
     *
     * @param what for messages
     * @throws CliException CLI_FILE_NOT_WRITTEN, if there is such a file, too
     */
    static void write(String what, Path file, Bytes content) {
        try {
            Files.write(file, content.toArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CliException(
                    "CLI_FILE_NOT_WRITTEN",
                    what + ": expected to write a new file at " + Plain.text(file.toString()) + ", but "
                            + (Files.exists(file)
                                    ? "there is one already: name another"
                                    : "it cannot be written: check folder, rights and space"));
        }
    }

    private static CliException unreadable(String what, Path file, String why) {
        return new CliException(
                "CLI_FILE_UNREADABLE",
                what + ": expected a readable file at " + Plain.text(file.toString()) + ", but " + why
                        + ": check path and rights");
    }
}
