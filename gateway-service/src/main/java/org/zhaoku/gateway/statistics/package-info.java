/**
 * What the ledger says of licences, carried into the database: their states, and how many there are.
 */
@NullMarked
package org.zhaoku.gateway.statistics;

import org.jspecify.annotations.NullMarked;
