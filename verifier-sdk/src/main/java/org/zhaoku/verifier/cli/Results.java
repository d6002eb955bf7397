package org.zhaoku.verifier.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.presentation.Presentation;

/**
 * Verdicts of all inputs, in their order.
 *
 * @param verdicts one for each licence that was shown
 * @param unusable inputs that have none
 */
record Results(List<Result> verdicts, List<Input.Unusable> unusable) {
    Results {
        verdicts = List.copyOf(verdicts);
        unusable = List.copyOf(unusable);
    }

    /** @param progress told how many codes are done; by several threads */
    static Results of(List<Input> inputs, LicenceVerifier verifier, Instant at, IntConsumer progress) {
        Iterator<Verdict> codes =
                verifier.verifyAll(codes(inputs), at, progress).iterator();
        List<Result> verdicts = new ArrayList<>();
        List<Input.Unusable> unusable = new ArrayList<>();
        for (Input input : inputs) {
            if (input instanceof Input.Unusable without) {
                unusable.add(without);
            } else if (input instanceof Input.Licence licence) {
                verdicts.add(new Result(licence.label(), 0, 0, verifier.verify(licence.file(), at)));
            } else if (input instanceof Input.Texts texts) {
                for (Input.Line line : texts.lines()) {
                    List<Verdict> each =
                            isPresentation(line) ? verifier.verifyEach(line.text(), at) : List.of(codes.next());
                    for (int i = 0; i < each.size(); i++) {
                        verdicts.add(
                                new Result(texts.label(), line.number(), each.size() == 1 ? 0 : i + 1, each.get(i)));
                    }
                }
            }
        }
        return new Results(verdicts, unusable);
    }

    static List<String> codes(List<Input> inputs) {
        return inputs.stream()
                .flatMap(input -> input instanceof Input.Texts texts ? texts.lines().stream() : Stream.of())
                .filter(line -> !isPresentation(line))
                .map(Input.Line::text)
                .toList();
    }

    private static boolean isPresentation(Input.Line line) {
        return line.text().startsWith(Presentation.PREFIX);
    }

    long count(Verdict.Outcome outcome) {
        return verdicts.stream()
                .filter(result -> result.verdict().outcome() == outcome)
                .count();
    }

    ExitCode exitCode() {
        List<ExitCode> all =
                new ArrayList<>(verdicts.stream().map(Result::exitCode).toList());
        unusable.forEach(each -> all.add(ExitCode.UNUSABLE));
        return all.stream().min(ExitCode::compareTo).orElse(ExitCode.DONE);
    }
}
