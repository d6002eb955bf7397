/**
 * Batches of licences: their signed headers.
 */
@NullMarked
package org.zhaoku.chaincode.batches;

import org.jspecify.annotations.NullMarked;
