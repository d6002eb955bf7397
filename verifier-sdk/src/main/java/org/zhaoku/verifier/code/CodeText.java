package org.zhaoku.verifier.code;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * The text of a QR code: a prefix that says what it is, and the content in canonical Base45.
 *
 * @param prefix of the alphanumeric alphabet of QR codes
 * @param maxLength the longest text that is read, in characters
 * @param otherKind the {@link CodeFormatException#code} for a text of another kind
 */
public record CodeText(String prefix, int maxLength, String otherKind) {
    public String write(Bytes content) {
        return prefix + Base45.encode(content.toArray());
    }

    /**
     * The content of {@code text}.
     *
     * @throws CodeFormatException {@code otherKind} if it has another prefix or is too long; QR_BASE45 if it is damaged
     */
    public Bytes read(String text) {
        if (text.length() > maxLength || !text.startsWith(prefix)) {
            throw new CodeFormatException(
                    otherKind, "expected a text of at most " + maxLength + " characters that begins with " + prefix);
        }
        return Bytes.of(Base45.decode(text.substring(prefix.length())));
    }
}
