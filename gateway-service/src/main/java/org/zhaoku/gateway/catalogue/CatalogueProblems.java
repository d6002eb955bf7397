package org.zhaoku.gateway.catalogue;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.gateway.web.ProblemTranslator;

/** What the catalogue's refusals are for a caller of the API. */
@Component
final class CatalogueProblems implements ProblemTranslator {
    @Override
    public Optional<ProblemException> translate(Throwable error) {
        return error instanceof TypeVersionTakenException
                ? Optional.of(ProblemCode.TYPE_VERSION_TAKEN.because(
                        "This version is published with another definition, and a published version never changes;"
                                + " publish yours as a new version."))
                : Optional.empty();
    }
}
