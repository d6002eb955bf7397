/**
 * The directory of regions: where each is reached, and with which keys it signs.
 */
@NullMarked
package org.zhaoku.chaincode.regions;

import org.jspecify.annotations.NullMarked;
