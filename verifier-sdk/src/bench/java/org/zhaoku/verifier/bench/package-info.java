/** Measures the verifier beside Bouncy Castle and beside what others verify with. {@code ./zhaoku bench verify} runs it. */
@NullMarked
package org.zhaoku.verifier.bench;

import org.jspecify.annotations.NullMarked;
