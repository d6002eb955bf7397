/**
 * Where blocking and heavy work runs, apart from the event loops, and what all of the gateway shares: clock and randomness.
 */
@NullMarked
package org.zhaoku.gateway.work;

import org.jspecify.annotations.NullMarked;
