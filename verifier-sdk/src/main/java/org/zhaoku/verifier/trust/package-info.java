/**
 * The trust bundle: what a verifier knows of the departments and of the ledger without asking anyone.
 */
@NullMarked
package org.zhaoku.verifier.trust;

import org.jspecify.annotations.NullMarked;
