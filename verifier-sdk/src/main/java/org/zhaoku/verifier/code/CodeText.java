package org.zhaoku.verifier.code;

import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * The text of a QR code: a prefix that says what it is, and the content in canonical Base45.
 *
 * @param prefix of the alphanumeric alphabet of QR codes
 * @param maxLength the longest text that is read, in characters
 */
public record CodeText(String prefix, int maxLength) {
    public String write(Bytes content) {
        return prefix + Base45.encode(content.toArray());
    }

    /**
     * The content of {@code text}; empty if it has another prefix or is too long.
     *
     * @throws CodeFormatException QR_BASE45 if it is damaged
     */
    public Optional<Bytes> read(String text) {
        return text.length() <= maxLength && text.startsWith(prefix)
                ? Optional.of(Bytes.of(Base45.decode(text.substring(prefix.length()))))
                : Optional.empty();
    }

    /** What is expected, for messages. */
    public String expected() {
        return "expected a text of at most " + maxLength + " characters that begins with " + prefix;
    }
}
