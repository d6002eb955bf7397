/**
 * The demo: a client of the gateway's own HTTP interface that goes the whole way from a department to a verdict.
 */
@NullMarked
package org.zhaoku.gateway.demo;

import org.jspecify.annotations.NullMarked;
