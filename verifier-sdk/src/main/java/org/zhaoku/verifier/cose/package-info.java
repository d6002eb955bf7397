/**
 * COSE_Sign1 (RFC 9052 §4.2) with the one profile that everything signed here has.
 */
@NullMarked
package org.zhaoku.verifier.cose;

import org.jspecify.annotations.NullMarked;
