package org.zhaoku.gateway.life;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;

/** The problems that a change of a licence's state may meet, whatever its reason. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Problems({
    ProblemCode.FIELD_INVALID,
    ProblemCode.LICENCE_UNKNOWN,
    ProblemCode.LICENCE_ERASED,
    ProblemCode.LICENCE_NOT_IN_FORCE,
    ProblemCode.DEPARTMENT_UNKNOWN,
    ProblemCode.STATE_MOVE_FORBIDDEN,
    ProblemCode.STATE_CONFLICT,
    ProblemCode.LEDGER_REFUSED,
    ProblemCode.LEDGER_UNAVAILABLE,
    ProblemCode.SIGNER_UNAVAILABLE,
    ProblemCode.STORE_UNAVAILABLE
})
@interface ChangeProblems {}
