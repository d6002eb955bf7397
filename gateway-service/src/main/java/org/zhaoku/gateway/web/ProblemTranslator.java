package org.zhaoku.gateway.web;

import java.util.Optional;

/** Knows some exceptions of its feature and the problems that they are for the caller. */
@FunctionalInterface
public interface ProblemTranslator {
    /** The problem, if this exception is known here. */
    Optional<ProblemException> translate(Throwable error);
}
