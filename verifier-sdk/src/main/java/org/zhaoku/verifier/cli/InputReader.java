package org.zhaoku.verifier.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.presentation.Presentation;
import org.zhaoku.verifier.qr.QrImageException;
import org.zhaoku.verifier.qr.QrImages;

/** Tells texts, images and licence packages apart. */
final class InputReader {
    /** The longest input, in bytes. */
    static final int MAX_LENGTH = 64 << 20;

    private static final String EXPECTED = "expected an image with a QR code, a text with codes or a licence package";

    private final Console console;

    InputReader(Console console) {
        this.console = console;
    }

    /** @param argument a file, a text that begins with {@code ZK1:} or {@code ZP1:}, or {@code -} */
    Input read(String argument) {
        if (isCode(argument)) {
            return new Input.Texts("text", List.of(new Input.Line(0, argument)));
        }
        String label = argument.equals("-") ? "standard input" : Plain.text(argument);
        try {
            return of(label, bytes(argument));
        } catch (CliException e) {
            return new Input.Unusable(label, e.code(), String.valueOf(e.getMessage()));
        }
    }

    static boolean isCode(String text) {
        return text.startsWith(LicenceCode.PREFIX) || text.startsWith(Presentation.PREFIX);
    }

    /** @throws CliException CLI_FILE_UNREADABLE or CLI_TOO_LARGE */
    Bytes bytes(String argument) {
        try {
            return argument.equals("-")
                    ? UserFiles.read("standard input", console.in(), MAX_LENGTH)
                    : UserFiles.read("the input", Path.of(argument), MAX_LENGTH);
        } catch (InvalidPathException | IOException e) {
            throw new CliException(
                    "CLI_FILE_UNREADABLE",
                    "expected a file, a text that begins with ZK1: or ZP1:, or - for standard input, got none of these");
        }
    }

    private static Input of(String label, Bytes content) {
        if (FileKind.isImage(content)) {
            return new Input.Texts(label, List.of(new Input.Line(0, scan(content))));
        }
        if (FileKind.isLicencePackage(content)) {
            return new Input.Licence(label, content);
        }
        List<Input.Line> lines = text(content).map(InputReader::lines).orElse(List.of());
        if (lines.isEmpty()) {
            throw new CliException(
                    "CLI_INPUT_UNKNOWN",
                    EXPECTED + ", got " + content.size()
                            + " bytes that are none of these: \"inspect\" says what they are");
        }
        return new Input.Texts(label, lines);
    }

    /** @throws CliException as {@link QrImages#read(byte[])} refuses the image, or CLI_NO_QR_CODE */
    static String scan(Bytes image) {
        try {
            return QrImages.read(image.toArray())
                    .orElseThrow(
                            () -> new CliException(
                                    "CLI_NO_QR_CODE",
                                    "expected an image with a QR code, and found none in it: take the photo again, nearer, in good light"));
        } catch (QrImageException e) {
            throw new CliException(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** The text, if it is one in UTF-8 without control characters. */
    static Optional<String> text(Bytes content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.toArray()))
                    .toString();
            String bare = text.startsWith("\ufeff") ? text.substring(1) : text;
            boolean plain = bare.chars().allMatch(each -> each >= ' ' || each == '\n' || each == '\r' || each == '\t');
            return plain ? Optional.of(bare) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Lines that are not blank. Spaces stay: they are characters of a code. */
    static List<Input.Line> lines(String text) {
        List<Input.Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                lines.add(new Input.Line(number, line));
            }
        }
        return lines;
    }
}
