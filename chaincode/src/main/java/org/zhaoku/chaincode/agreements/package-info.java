/**
 * Agreements of two departments to share licences of a type.
 */
@NullMarked
package org.zhaoku.chaincode.agreements;

import org.jspecify.annotations.NullMarked;
