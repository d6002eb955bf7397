/**
 * Keys, batches and a ledger in memory for the tests.
 */
@NullMarked
package org.zhaoku.chaincode.testing;

import org.jspecify.annotations.NullMarked;
