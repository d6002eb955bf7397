/**
 * Verification of SM2 signatures (GB/T 32918.2) and SM3 digests (GB/T 32905), with arithmetic of our own.
 */
@NullMarked
package org.zhaoku.verifier.sm;

import org.jspecify.annotations.NullMarked;
