/**
 * What becomes of licences: changes of state, successors, and licences taken over from other regions.
 */
@NullMarked
package org.zhaoku.chaincode.status;

import org.jspecify.annotations.NullMarked;
