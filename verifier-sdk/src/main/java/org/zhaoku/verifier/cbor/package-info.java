/**
 * A strict codec for deterministic CBOR (RFC 8949 §4.2.1): one encoding for each value, every other is refused.
 */
@NullMarked
package org.zhaoku.verifier.cbor;

import org.jspecify.annotations.NullMarked;
