/**
 * The ledger behind one port: embedded or Fabric, and the reader that follows it.
 */
@NullMarked
package org.zhaoku.gateway.ledger;

import org.jspecify.annotations.NullMarked;
