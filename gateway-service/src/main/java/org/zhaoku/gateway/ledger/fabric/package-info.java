/**
 * The ledger on Hyperledger Fabric, through the peers' gateway service. The only package of the gateway that knows Fabric.
 */
@NullMarked
package org.zhaoku.gateway.ledger.fabric;

import org.jspecify.annotations.NullMarked;
