/**
 * The fault drill: a whole network, gateways under load, one fault a round, and an oracle that reads the peers' blocks by itself.
 */
@NullMarked
package org.zhaoku.gateway.drill;

import org.jspecify.annotations.NullMarked;
