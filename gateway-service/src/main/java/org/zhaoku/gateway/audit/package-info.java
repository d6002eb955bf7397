/**
 * The auditor: derives from the ledger's blocks what must be so, and holds against it what a peer answers and what a region stores.
 * It shares no code with the gateway's reader but the contracts.
 */
@NullMarked
package org.zhaoku.gateway.audit;

import org.jspecify.annotations.NullMarked;
