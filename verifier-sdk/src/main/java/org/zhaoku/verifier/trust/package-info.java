/**
 * The trust bundle: what a verifier knows of the departments and of the ledger without asking anyone. A checkpoint that k
 * regions signed names a manifest by its digest, the manifest names the parts by theirs. {@code docs/trust-bundle.md} has every
 * byte.
 */
@NullMarked
package org.zhaoku.verifier.trust;

import org.jspecify.annotations.NullMarked;
