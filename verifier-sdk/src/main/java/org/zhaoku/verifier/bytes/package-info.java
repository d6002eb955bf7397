/**
 * Immutable byte strings, so that signed bytes cannot change behind a caller's back.
 */
@NullMarked
package org.zhaoku.verifier.bytes;

import org.jspecify.annotations.NullMarked;
