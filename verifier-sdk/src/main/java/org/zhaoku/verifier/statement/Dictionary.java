package org.zhaoku.verifier.statement;

import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * A preset dictionary of statements (RFC 1951 with the window filled beforehand). A dictionary is permanent: its bytes never
 * change and its number is never given again. {@code docs/statement-format.md} prints each with its SM3.
 *
 * @param number 1 to 255; stands in the protected header
 * @param bytes what fills the window
 */
record Dictionary(int number, Bytes bytes) {
    private static final List<Dictionary> ALL =
            List.of(new Dictionary(1, Bytes.utf8(DictionaryText.ONE).plus(Bytes.fromHex(DictionaryText.ONE_TAIL))));

    /** The dictionary that new statements use. */
    static final Dictionary CURRENT = ALL.get(ALL.size() - 1);

    static Optional<Dictionary> of(long number) {
        return ALL.stream().filter(each -> each.number == number).findFirst();
    }
}
