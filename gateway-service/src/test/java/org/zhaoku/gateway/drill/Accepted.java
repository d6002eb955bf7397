package org.zhaoku.gateway.drill;

/**
 * A licence that a gateway answered with 202.
 *
 * @param region whose department issues it
 * @param id as the answer has it
 */
record Accepted(Region region, String id) {}
