/**
 * The departments' and the region's SM2 keys, and the master key of the stored data.
 */
@NullMarked
package org.zhaoku.gateway.keys;

import org.jspecify.annotations.NullMarked;
