/**
 * The contracts as a Hyperledger Fabric chaincode; the only package that touches Fabric.
 */
@NullMarked
package org.zhaoku.chaincode.fabric;

import org.jspecify.annotations.NullMarked;
