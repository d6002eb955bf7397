package org.zhaoku.verifier.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zhaoku.verifier.Basis;
import org.zhaoku.verifier.Check;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.Verdict.Outcome;
import org.zhaoku.verifier.trust.TrustBundle;

/** Verdicts as JSON has them. */
final class VerdictFacts {
    private VerdictFacts() {}

    static Facts of(Results results, TrustBundle bundle, Instant at, boolean remembers) {
        return new Facts()
                .put("at", at)
                .put("test", bundle.test())
                .put(
                        "bundle",
                        new Facts()
                                .put("network", bundle.network().name())
                                .put("digest", bundle.digest().hex())
                                .put("issued", bundle.issuedAt())
                                .put("expires", bundle.expiresAt())
                                .put("records", bundle.checkpoint().size())
                                .put("ledgerRoot", bundle.checkpoint().root().hex())
                                .texts("cosigners", sorted(bundle.cosigners()))
                                .put("rollbackNoticed", remembers))
                .put("counts", counts(results))
                .put(
                        "verdicts",
                        results.verdicts().stream().map(VerdictFacts::of).toList())
                .put(
                        "unusable",
                        results.unusable().stream()
                                .map(input -> new Facts()
                                        .put("input", input.label())
                                        .put("code", input.code())
                                        .put("message", input.message()))
                                .toList());
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static Facts counts(Results results) {
        var counts = new Facts();
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome.name(), results.count(outcome));
        }
        return counts.put("unusable", results.unusable().size());
    }

    private static Facts of(Result result) {
        Verdict verdict = result.verdict();
        var facts = new Facts().put("input", result.input());
        if (result.line() > 0) {
            facts.put("line", result.line());
        }
        if (result.licence() > 0) {
            facts.put("licence", result.licence());
        }
        facts.put("outcome", verdict.outcome().name())
                .put("test", verdict.test())
                .texts("relaxations", verdict.relaxations())
                .texts("reasons", verdict.reasons().stream().map(Check::code).toList())
                .put("checks", verdict.checks().stream().map(VerdictFacts::of).toList())
                .put("basis", of(verdict.basis()));
        Optional<Facts> content = verdict.fold(
                licence -> Optional.of(new LicenceFacts(licence).facts()),
                invalid -> Optional.empty(),
                cannotTell -> Optional.empty());
        content.ifPresent(each -> facts.put("content", each));
        return facts;
    }

    private static Facts of(Check check) {
        var facts = new Facts()
                .put("code", check.code())
                .put("name", check.finding().name())
                .put("result", check.result().name())
                .put("required", check.required())
                .put("zh", check.chinese())
                .put("en", check.english())
                .put("adviceZh", check.adviceChinese())
                .put("adviceEn", check.adviceEnglish());
        check.age().map(Duration::toSeconds).ifPresent(seconds -> facts.put("ageSeconds", seconds));
        return facts;
    }

    private static Facts of(Basis basis) {
        return new Facts().put("subject", basis.subject().hex()).put("statement", basis.statement());
    }
}
