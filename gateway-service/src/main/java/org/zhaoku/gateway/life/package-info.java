/**
 * Changes of state of licences (证照状态变更) after they came into force: decided, signed, recorded on the ledger, shown.
 */
@NullMarked
package org.zhaoku.gateway.life;

import org.jspecify.annotations.NullMarked;
