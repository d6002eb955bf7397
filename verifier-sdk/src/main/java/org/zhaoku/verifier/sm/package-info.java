/**
 * SM2 signatures (GB/T 32918.2), SM3 digests (GB/T 32905) and SM2 certificates; the only package that touches Bouncy Castle.
 */
@NullMarked
package org.zhaoku.verifier.sm;

import org.jspecify.annotations.NullMarked;
