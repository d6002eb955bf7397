package org.zhaoku.verifier.cli;

import java.time.Duration;
import org.zhaoku.verifier.Check;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.Verdict.Outcome;
import org.zhaoku.verifier.VerifiedLicence;

/** Verdicts as people read them. */
final class VerdictText {
    private final Language language;

    VerdictText(Language language) {
        this.language = language;
    }

    /** One line for each: where, outcome, codes of the reasons. */
    String brief(Results results) {
        var out = new StringBuilder();
        results.verdicts()
                .forEach(result -> out.append(result.place())
                        .append(": ")
                        .append(result.verdict())
                        .append('\n'));
        return out.toString();
    }

    /** @param remembers whether an older bundle would be noticed */
    String full(Results results, boolean remembers) {
        var out = new StringBuilder();
        for (Result result : results.verdicts()) {
            verdict(result, out);
            out.append('\n');
        }
        if (results.verdicts().size() + results.unusable().size() > 1) {
            out.append(language.say("合计", "in all"));
            for (Outcome outcome : Outcome.values()) {
                out.append(", ").append(results.count(outcome)).append(' ').append(outcome);
            }
            out.append(", ").append(results.unusable().size()).append(" unusable");
            out.append('\n');
        }
        if (!remembers) {
            out.append(language.say(
                            "未用 --store：旧信任包被重新拿来使用时不会被发现",
                            "without --store nobody notices if an older bundle is brought back"))
                    .append('\n');
        }
        return out.toString();
    }

    private void verdict(Result result, StringBuilder out) {
        Verdict verdict = result.verdict();
        out.append(result.place()).append('\n');
        if (verdict.test()) {
            out.append("TEST: ")
                    .append(language.say("测试网络，结论在网络之外没有效力", "a network for trying; this means nothing outside of it"))
                    .append('\n');
        }
        out.append(outcome(verdict.outcome())).append('\n');
        verdict.relaxations()
                .forEach(relaxation -> out.append(language.say("已放宽", "relaxed"))
                        .append(": ")
                        .append(relaxation)
                        .append('\n'));
        verdict.checks().forEach(check -> check(check, out));
        verdict.fold(licence -> licence(licence, out), invalid -> out, cannotTell -> out);
    }

    private String outcome(Outcome outcome) {
        String chinese = switch (outcome) {
            case VALID -> "有效";
            case INVALID -> "无效";
            case CANNOT_TELL -> "无法判定";
        };
        return language == Language.EN ? outcome.name() : outcome + " " + chinese;
    }

    private void check(Check check, StringBuilder out) {
        out.append("  ")
                .append(check.code())
                .append(' ')
                .append("%-11s".formatted(check.result()))
                .append(' ')
                .append(language.say(check.chinese(), check.english()));
        check.age()
                .ifPresent(age -> out.append(" (")
                        .append(language.say("距今", "age"))
                        .append(' ')
                        .append(age(age))
                        .append(')'));
        if (!check.required()) {
            out.append(" (").append(language.say("策略未要求", "not required")).append(')');
        }
        out.append('\n');
        if (!check.adviceEnglish().isEmpty()) {
            out.append("      -> ")
                    .append(language.say(check.adviceChinese(), check.adviceEnglish()))
                    .append('\n');
        }
    }

    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d " + age.toHoursPart() + " h";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h " + age.toMinutesPart() + " min";
        }
        return age.toMinutes() + " min " + age.toSecondsPart() + " s";
    }

    private StringBuilder licence(VerifiedLicence licence, StringBuilder out) {
        var facts = new LicenceFacts(licence);
        line(out, language.say("证照类型", "type"), facts.typeName());
        line(
                out,
                language.say("证照标识", "identifier"),
                facts.statement().identifier().toString());
        line(out, language.say("颁发机构", "issuer"), facts.issuer());
        line(out, language.say("颁发日期", "issued"), facts.statement().issued().toString());
        line(
                out,
                language.say("有效期自", "valid from"),
                facts.statement().validFrom().toString());
        line(
                out,
                language.say("有效期至", "valid to"),
                facts.statement().validTo().map(Object::toString).orElse(language.say("长期", "no end")));
        line(out, language.say("出示方式", "presence"), licence.presence().name());
        facts.face().forEach(field -> line(out, field.name(), String.valueOf(field.value())));
        facts.disclosed()
                .forEach(field -> line(
                        out, field.name() + " (" + language.say("出示", "shown") + ")", String.valueOf(field.value())));
        return out;
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append("  ")
                .append(Plain.text(name))
                .append(": ")
                .append(Plain.text(value))
                .append('\n');
    }
}
