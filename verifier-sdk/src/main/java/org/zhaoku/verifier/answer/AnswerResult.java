package org.zhaoku.verifier.answer;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the check of an answer found.
 *
 * @param reply the answer; empty if there is any fault
 * @param faults what is wrong or unknown; empty if nothing
 */
public record AnswerResult(Optional<Reply> reply, Set<AnswerFinding> faults) {
    public AnswerResult {
        Set<AnswerFinding> copy = EnumSet.noneOf(AnswerFinding.class);
        copy.addAll(faults);
        faults = Collections.unmodifiableSet(copy);
        if (reply.isPresent() != faults.isEmpty()) {
            throw new IllegalArgumentException("expected either a reply or faults");
        }
    }
}
