package org.zhaoku.gateway.licence;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.gateway.web.ProblemTranslator;

/** What an erased licence is for a caller of the API. */
@Component
final class LicenceProblems implements ProblemTranslator {
    @Override
    public Optional<ProblemException> translate(Throwable error) {
        return error instanceof LicenceErasedException
                ? Optional.of(ProblemCode.LICENCE_ERASED.because(
                        "The personal data of this licence were destroyed; what remains is at its path, /erasure."))
                : Optional.empty();
    }
}
