/**
 * The directory of regions on the ledger, and this region's entry in it.
 */
@NullMarked
package org.zhaoku.gateway.region;

import org.jspecify.annotations.NullMarked;
