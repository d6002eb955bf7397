package org.zhaoku.verifier.identifier;

import java.util.regex.Pattern;

/**
 * A licence identifier (证照标识, GB/T 36904-2018):
 * {@code 1.2.156.3005.2.<type 21>.<issuer 18>.<serial>.<version 3>.<check character>}.
 *
 * @param type code of the licence type
 * @param issuer the issuing authority
 * @param serial 1 to 32 digits and upper-case letters
 * @param version 1 to 999; a renewal keeps the serial and counts this up
 */
public record LicenceIdentifier(LicenceTypeCode type, UnifiedSocialCreditCode issuer, String serial, int version) {
    /** The root of all licence identifiers. */
    public static final String ROOT = "1.2.156.3005.2";

    private static final int PARTS = 5;
    private static final int MAX_LENGTH = 128;
    private static final int MAX_SERIAL = 32;
    private static final Pattern VERSION = Pattern.compile("[0-9]{3}");

    /** @throws IdentifierException IDENTIFIER_SERIAL or IDENTIFIER_VERSION */
    public LicenceIdentifier {
        if (!isSerial(serial)) {
            throw new IdentifierException(
                    "IDENTIFIER_SERIAL",
                    "expected a serial of 1 to 32 digits and upper-case letters, got "
                            + Received.describe(serial, Iso7064.ALPHABET) + ": take it from the licence as printed");
        }
        if (version < 1 || version > 999) {
            throw new IdentifierException(
                    "IDENTIFIER_VERSION",
                    "expected a licence version from 1 to 999, got " + version + ": count from 1");
        }
    }

    private static boolean isSerial(String serial) {
        for (int i = 0; i < serial.length(); i++) {
            char character = serial.charAt(i);
            if ((character < '0' || character > '9') && (character < 'A' || character > 'Z')) {
                return false;
            }
        }
        return !serial.isEmpty() && serial.length() <= MAX_SERIAL;
    }

    /**
     * Computes the check character of a new identifier.
     *
     * @param type 21 characters
     * @param issuer 18 characters
     * @param serial 1 to 32 digits and upper-case letters
     * @param version 1 to 999
     * @throws IdentifierException if a part is wrong; the code says which
     */
    public static LicenceIdentifier of(String type, String issuer, String serial, int version) {
        return new LicenceIdentifier(
                LicenceTypeCode.parse(type), UnifiedSocialCreditCode.parse(issuer), serial, version);
    }

    /**
     * Reads the text form. Lower case, another root or a wrong check character are refused: a wrong identifier is never
     * silently rewritten.
     *
     * @throws IdentifierException if {@code text} is not an identifier; the code says which part is wrong
     */
    public static LicenceIdentifier parse(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith(ROOT + ".")) {
            throw new IdentifierException(
                    "IDENTIFIER_ROOT",
                    "expected an identifier of at most " + MAX_LENGTH + " characters that begins with " + ROOT
                            + "., got "
                            + text.length() + " characters"
                            + (text.startsWith(ROOT + ".") ? "" : " with another beginning")
                            + ": copy the whole identifier");
        }
        String[] parts = text.substring(ROOT.length() + 1).split("\\.", -1);
        if (parts.length != PARTS) {
            throw new IdentifierException(
                    "IDENTIFIER_PARTS",
                    "expected type, issuer, serial, version and check character after the root, got " + parts.length
                            + " parts: copy the whole identifier");
        }
        if (!VERSION.matcher(parts[3]).matches()) {
            throw new IdentifierException(
                    "IDENTIFIER_VERSION",
                    "expected a licence version of three digits, got " + Received.describe(parts[3], Received.DIGITS)
                            + ": fill up with zeros in front");
        }
        LicenceIdentifier identifier = of(parts[0], parts[1], parts[2], Integer.parseInt(parts[3]));
        if (!parts[4].equals(String.valueOf(identifier.checkCharacter()))) {
            throw new IdentifierException(
                    "IDENTIFIER_CHECK_CHARACTER",
                    "expected " + identifier.checkCharacter()
                            + " as the check character of the licence identifier, got "
                            + (parts[4].length() == 1 ? "another" : parts[4].length() + " characters")
                            + ": compare the whole identifier with the original, any character of it may be the wrong one");
        }
        return identifier;
    }

    /** The check character (校验位): ISO/IEC 7064 MOD 37,36 over type, issuer, serial and version, without dots and root. */
    public char checkCharacter() {
        return Iso7064.checkCharacter(type.value() + issuer.value() + serial + versionDigits());
    }

    private String versionDigits() {
        String digits = Integer.toString(version);
        return "000".substring(digits.length()) + digits;
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return String.join(
                ".", ROOT, type.value(), issuer.value(), serial, versionDigits(), String.valueOf(checkCharacter()));
    }
}
