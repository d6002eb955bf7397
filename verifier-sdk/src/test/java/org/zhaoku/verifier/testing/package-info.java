/**
 * What the tests share: made-up departments, licences and a small ledger.
 */
@NullMarked
package org.zhaoku.verifier.testing;

import org.jspecify.annotations.NullMarked;
