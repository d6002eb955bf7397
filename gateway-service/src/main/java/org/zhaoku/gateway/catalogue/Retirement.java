package org.zhaoku.gateway.catalogue;

import java.time.Instant;

/**
 * The end of a version of a type: it issues no more; what it issued stays as it is.
 *
 * @param at when
 * @param by who asked for it
 * @param reason why
 */
public record Retirement(Instant at, String by, String reason) {}
