package org.zhaoku.gateway.issue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;

/** The problems that a request for a next version may meet, whatever its occasion. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Problems({
    ProblemCode.FIELD_INVALID,
    ProblemCode.LICENCE_UNKNOWN,
    ProblemCode.LICENCE_ERASED,
    ProblemCode.LICENCE_NOT_IN_FORCE,
    ProblemCode.MANDATE_UNKNOWN,
    ProblemCode.MANDATE_INSUFFICIENT,
    ProblemCode.STATE_MOVE_FORBIDDEN,
    ProblemCode.SUCCESSOR_PENDING,
    ProblemCode.APPROVAL_DECIDED,
    ProblemCode.DEPARTMENT_UNKNOWN,
    ProblemCode.TYPE_NOT_AUTHORISED,
    ProblemCode.QUEUE_FULL,
    ProblemCode.LEDGER_UNAVAILABLE,
    ProblemCode.SIGNER_UNAVAILABLE,
    ProblemCode.STORE_UNAVAILABLE
})
@interface NextVersionProblems {}
