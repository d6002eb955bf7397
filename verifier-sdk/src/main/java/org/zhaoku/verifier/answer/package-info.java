/**
 * Answers: a source gateway's fresh yes or no to one question, signed, without the licence. {@code docs/presentation.md} gives
 * every byte.
 */
@NullMarked
package org.zhaoku.verifier.answer;

import org.jspecify.annotations.NullMarked;
