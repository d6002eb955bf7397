package org.zhaoku.gateway.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an endpoint. An endpoint without this is closed to all. Whose data it is, is a second question, which the endpoint
 * asks of {@link Callers}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Access {
    /** Callers with one of these roles. */
    Role[] value() default {};

    /** Callers of any role. */
    boolean anyRole() default false;

    /** Everyone, without credentials. */
    boolean open() default false;
}
