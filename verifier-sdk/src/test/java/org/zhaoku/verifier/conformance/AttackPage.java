package org.zhaoku.verifier.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code docs/attacks.md}. */
final class AttackPage {
    private static final Map<String, String> TITLES = titles();

    private AttackPage() {}

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("prefix", "Texts that are no code");
        titles.put("base45", "Base45");
        titles.put("cbor", "CBOR of a code");
        titles.put("header", "Headers of a signed message");
        titles.put("signature", "Signatures");
        titles.put("kind", "Another kind of signed object in place of a statement");
        titles.put("signer", "Signers");
        titles.put("compression", "Compression");
        titles.put("claims", "Claims under a right signature");
        titles.put("disclosures", "Fields shown");
        titles.put("receipt", "Receipts");
        titles.put("package", "Licence packages");
        titles.put("dates", "Dates");
        titles.put("clock", "Clock and age of the bundle");
        titles.put("status", "Status");
        titles.put("key", "Compromised and retired keys");
        titles.put("right", "Rights");
        titles.put("presentation", "Presentations");
        titles.put("bundle", "Trust bundles and deltas");
        return titles;
    }

    /** The cases that are not VALID. */
    static List<Case> attacks() {
        return Cases.all().stream()
                .filter(each -> !each.expected().startsWith("VALID"))
                .toList();
    }

    static String page() {
        var page = new StringBuilder("""
                # Attacks

                What somebody may try, or what may go wrong, and the answer to it. None is VALID, and nothing throws anything that is not documented. The codes are those of
                [error-codes.md](error-codes.md); what passed is left out. REFUSED: the bundle or delta does not open, and the one in use stays. A test makes each of them anew and compares
                this page with the code; the names are those of `verifier-sdk/src/test/resources/vectors/conformance/cases.jsonl`, which any implementation can be run against.

                """);
        List<Case> attacks = attacks();
        TITLES.forEach((group, title) -> {
            page.append("## ").append(title).append("\n\n| name | what is done | answer |\n|---|---|---|\n");
            attacks.stream()
                    .filter(each -> each.group().equals(group))
                    .forEach(each -> row(page, each.id(), each.what(), each.expected()));
            page.append('\n');
        });
        page.append("""
                ## Other doors, and what is too large for a file of cases

                | name | what is done | answer |
                |---|---|---|
                """);
        OtherAttacks.all().forEach(each -> row(page, each.id(), each.what(), each.expected()));
        return page.toString();
    }

    private static void row(StringBuilder page, String id, String what, String answer) {
        page.append("| ")
                .append(id)
                .append(" | ")
                .append(what)
                .append(" | ")
                .append(answer)
                .append(" |\n");
    }
}
