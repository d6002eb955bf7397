/**
 * What is done with Bouncy Castle beside verifying: SM2 private keys, X.509 certificates (GB/T 20518) and DER signatures.
 */
@NullMarked
package org.zhaoku.verifier.pki;

import org.jspecify.annotations.NullMarked;
