package org.zhaoku.verifier.identifier;

/** The hybrid system MOD 37,36 of ISO/IEC 7064 (GB/T 17710-2008): it notices any one wrong character. */
final class Iso7064 {
    /** 0 to 9 count 0 to 9, A to Z count 10 to 35; a public implementation counts from A = 11 and is wrong. */
    static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final int M = 36;

    private Iso7064() {}

    /** The check character of {@code text}, which holds only 0-9 and A-Z. */
    static char checkCharacter(String text) {
        int product = M;
        for (int i = 0; i < text.length(); i++) {
            int sum = (product + ALPHABET.indexOf(text.charAt(i))) % M;
            product = 2 * (sum == 0 ? M : sum) % (M + 1);
        }
        return ALPHABET.charAt((M + 1 - product) % M);
    }
}
