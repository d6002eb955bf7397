package org.zhaoku.gateway.keys;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.gateway.web.ProblemTranslator;

/** What faults of the signing service are for a caller of the API. */
@Component
final class SigningProblems implements ProblemTranslator {
    @Override
    public Optional<ProblemException> translate(Throwable error) {
        return error instanceof SigningServiceException failure
                ? Optional.of(ProblemCode.SIGNER_UNAVAILABLE.because("The service that holds the signing keys did not"
                        + " sign (" + failure.code()
                        + "). Send the request again as it is after the seconds in Retry-After."))
                : Optional.empty();
    }
}
