/**
 * What the whole gets done in a second: licences through a gateway over HTTP, transactions through Fabric's own client, bytes in the
 * peers' blocks. docs/performance.md says what the figures mean.
 */
@NullMarked
package org.zhaoku.gateway.bench;

import org.jspecify.annotations.NullMarked;
