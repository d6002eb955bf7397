/**
 * Roots of the regions' access logs.
 */
@NullMarked
package org.zhaoku.chaincode.logs;

import org.jspecify.annotations.NullMarked;
