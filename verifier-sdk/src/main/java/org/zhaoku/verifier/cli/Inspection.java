package org.zhaoku.verifier.cli;

import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.VerificationReceipt;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * What something is, and how it is built; nothing of it is verified.
 *
 * @param kind in few words
 * @param facts structure and sizes; never what a licence says
 * @param receipt the verification receipt, if it is one
 */
record Inspection(String kind, Facts facts, Optional<VerificationReceipt> receipt) {
    private static final String UNVERIFIED =
            "NOTHING HERE WAS VERIFIED. Anybody can make bytes that look like this. 以下内容未经任何核验";

    Inspection(String kind, Facts facts) {
        this(kind, facts, Optional.empty());
    }

    /**
     * Looks into a text that was scanned.
     *
     * @throws CliException CLI_INPUT_UNKNOWN
     */
    static Inspection of(String text) {
        return InspectedCodes.of(text);
    }

    /**
     * Looks into a file: an image, a text or anything of this project.
     *
     * @return one, or one for each line of a text
     * @throws CliException CLI_INPUT_UNKNOWN, CLI_NO_QR_CODE or as images are refused
     */
    static List<Inspection> of(Bytes content) {
        if (FileKind.isImage(content)) {
            return List.of(of(InputReader.scan(content)));
        }
        Optional<List<Input.Line>> lines =
                InputReader.text(content).map(InputReader::lines).filter(each -> !each.isEmpty());
        return lines.isPresent()
                ? lines.get().stream().map(line -> of(line.text())).toList()
                : List.of(InspectedFiles.of(content));
    }

    /** @param checked what was checked all the same */
    Facts report(Facts checked) {
        return new Facts()
                .put("verified", false)
                .put("notice", UNVERIFIED)
                .put("kind", kind)
                .put("facts", facts)
                .put("checked", checked);
    }

    String text() {
        return "!!! " + UNVERIFIED + " !!!\n" + kind + "\n" + facts.text();
    }
}
