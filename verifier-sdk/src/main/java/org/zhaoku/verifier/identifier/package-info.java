/**
 * Codes of licences, types, authorities and persons, with their check characters (GB/T 36904, GB 32100, GB 11643). A value of
 * these types has been checked; a wrong one is refused, never mended.
 */
@NullMarked
package org.zhaoku.verifier.identifier;

import org.jspecify.annotations.NullMarked;
