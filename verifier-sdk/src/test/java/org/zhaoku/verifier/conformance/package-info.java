/** What any verifier must answer: attacks and faults as self-contained cases, and a runner that any implementation can be put behind. */
@NullMarked
package org.zhaoku.verifier.conformance;

import org.jspecify.annotations.NullMarked;
