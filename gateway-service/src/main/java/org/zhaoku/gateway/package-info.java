/**
 * The gateway's entry.
 */
@NullMarked
package org.zhaoku.gateway;

import org.jspecify.annotations.NullMarked;
