/**
 * The door of the SDK: {@link org.zhaoku.verifier.LicenceVerifier} takes what was scanned and says VALID, INVALID or
 * CANNOT_TELL, each with its reasons. Nothing here reads a clock, a file or the network by itself.
 */
@NullMarked
package org.zhaoku.verifier;

import org.jspecify.annotations.NullMarked;
