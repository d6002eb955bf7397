package org.zhaoku.gateway.job;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Finds out in which characters a CSV file is written, from all of its bytes: UTF-16 if it begins with that byte order mark, UTF-8
 * if it is that throughout, otherwise GB18030, as Chinese Excel saves it.
 */
final class CsvCharset {
    /** With GBK and GB 2312 in it. */
    static final Charset GB18030 = Charset.forName("GB18030");

    /** Bytes of a byte order mark. */
    private static final int MARK = 2;

    private static final int BOM = 0xFEFF;
    private static final int BOM_REVERSED = 0xFFFE;
    private static final int CHARS = 8192;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer thrownAway = CharBuffer.allocate(CHARS);
    private byte[] rest = new byte[0];
    private boolean isUtf8 = true;
    private int mark;
    private int begun;

    /** Takes the next bytes of the file. */
    void accept(byte[] bytes) {
        for (int i = 0; i < bytes.length && begun < MARK; i++, begun++) {
            mark = mark << Byte.SIZE | Byte.toUnsignedInt(bytes[i]);
        }
        if (isUtf8) {
            ByteBuffer input = ByteBuffer.allocate(rest.length + bytes.length);
            input.put(rest).put(bytes).flip();
            decode(input, false);
            rest = new byte[input.remaining()];
            input.get(rest);
        }
    }

    private void decode(ByteBuffer input, boolean end) {
        CoderResult result;
        do {
            thrownAway.clear();
            result = decoder.decode(input, thrownAway, end);
        } while (result.isOverflow());
        isUtf8 = !result.isError();
    }

    /** What it is, after all bytes. */
    Charset found() {
        if (begun == MARK && (mark == BOM || mark == BOM_REVERSED)) {
            return StandardCharsets.UTF_16;
        }
        if (isUtf8) {
            decode(ByteBuffer.wrap(rest), true);
        }
        return isUtf8 ? StandardCharsets.UTF_8 : GB18030;
    }
}
