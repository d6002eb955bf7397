/**
 * Comparison of names as they are written in different systems. It only looks through what differs: no text of a statement is
 * ever changed. {@code docs/names.md} says how.
 */
@NullMarked
package org.zhaoku.verifier.names;

import org.jspecify.annotations.NullMarked;
