package org.zhaoku.verifier.cli;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;

/** Kinds of files by their first bytes. */
final class FileKind {
    /** PNG, JPEG, GIF, BMP. */
    private static final List<Bytes> IMAGES =
            List.of(Bytes.fromHex("89504e47"), Bytes.fromHex("ffd8ff"), Bytes.utf8("GIF8"), Bytes.utf8("BM"));

    /** The head of a byte string and what follows: {@code 01 01} is key 1 with format 1, {@code 02} is key 2. */
    private static final Bytes KEYS_OF_A_PACKAGE = Bytes.fromHex("010102");

    private FileKind() {}

    static boolean isImage(Bytes content) {
        return IMAGES.stream().anyMatch(head -> begins(content, 0, head))
                && InputReader.text(content).isEmpty();
    }

    /** Whether it begins as a map of three or four entries with format 1 and a byte string as key 2. */
    static boolean isLicencePackage(Bytes content) {
        return content.size() > 5
                && (content.at(0) == 0xa3 || content.at(0) == 0xa4)
                && begins(content, 1, KEYS_OF_A_PACKAGE)
                && content.at(4) >> 5 == 2;
    }

    private static boolean begins(Bytes content, int at, Bytes head) {
        return content.size() >= at + head.size()
                && content.slice(at, at + head.size()).equals(head);
    }
}
