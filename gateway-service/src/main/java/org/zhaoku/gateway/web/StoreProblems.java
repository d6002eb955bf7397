package org.zhaoku.gateway.web;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.store.StoreUnavailableException;

/** What the database's absence is for a caller of the API. */
@Component
final class StoreProblems implements ProblemTranslator {
    @Override
    public Optional<ProblemException> translate(Throwable error) {
        return error instanceof StoreUnavailableException
                ? Optional.of(ProblemCode.STORE_UNAVAILABLE.because(
                        "The database did not answer. Nothing is known to be lost; try again."))
                : Optional.empty();
    }
}
