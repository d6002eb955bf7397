package org.zhaoku.gateway.web;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an error is for a caller of the API, as far as anybody here knows it. */
@Component
public final class KnownProblems {
    private final List<ProblemTranslator> translators;

    KnownProblems(List<ProblemTranslator> translators) {
        this.translators = translators;
    }

    Optional<ProblemException> find(Throwable error) {
        return error instanceof ProblemException problem
                ? Optional.of(problem)
                : translators.stream()
                        .flatMap(translator -> translator.translate(error).stream())
                        .findFirst();
    }

    /** The problem; INTERNAL with the incident's number if nobody foresaw the error. */
    public ProblemException of(Throwable error) {
        return find(error)
                .orElseGet(() ->
                        ProblemCode.INTERNAL.because("Something went wrong in here; tell the operator the incident "
                                + Incidents.record(error) + "."));
    }
}
