/**
 * What can be asked of the ledger and what it then announces, as bytes: for contracts, gateways and readers alike.
 */
@NullMarked
package org.zhaoku.chaincode.command;

import org.jspecify.annotations.NullMarked;
