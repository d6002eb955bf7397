/** Batches that a department signs on a machine of its own: the command, the file, and what the gateway does with it. */
@NullMarked
package org.zhaoku.gateway.detached;

import org.jspecify.annotations.NullMarked;
