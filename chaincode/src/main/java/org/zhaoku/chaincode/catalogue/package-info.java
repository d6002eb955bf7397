/**
 * Licence types: their definitions, version by version.
 */
@NullMarked
package org.zhaoku.chaincode.catalogue;

import org.jspecify.annotations.NullMarked;
