/**
 * Merkle trees and proofs in the manner of RFC 9162 §2.1, with the hash function as a parameter.
 */
@NullMarked
package org.zhaoku.verifier.merkle;

import org.jspecify.annotations.NullMarked;
