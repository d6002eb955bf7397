/**
 * Bulk jobs: a table is uploaded, kept sealed, and issued row by row in the background, over pauses and crashes.
 */
@NullMarked
package org.zhaoku.gateway.job;

import org.jspecify.annotations.NullMarked;
