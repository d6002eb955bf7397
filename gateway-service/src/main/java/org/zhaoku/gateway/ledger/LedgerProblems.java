package org.zhaoku.gateway.ledger;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.gateway.web.ProblemTranslator;

/** What the ledger's faults are for a caller of the API. */
@Component
final class LedgerProblems implements ProblemTranslator {
    @Override
    public Optional<ProblemException> translate(Throwable error) {
        if (!(error instanceof LedgerException failure)) {
            return Optional.empty();
        }
        return Optional.of(
                failure.kind() == LedgerException.Kind.REFUSED
                        ? ProblemCode.LEDGER_REFUSED.because("The ledger's contract refused the change with "
                                + failure.code() + "; chaincode/README.md says what that means.")
                        : ProblemCode.LEDGER_UNAVAILABLE.because(
                                "The ledger did not answer, or not in time (" + failure.code()
                                        + "). Send the request again as it is after the seconds in Retry-After: whatever"
                                        + " became of it, it takes effect once."));
    }
}
