/**
 * Verification (核验) of codes and images, and the trust bundle for those who verify offline.
 */
@NullMarked
package org.zhaoku.gateway.verify;

import org.jspecify.annotations.NullMarked;
