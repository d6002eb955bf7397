/**
 * Checkpoints and trust bundles: signed by this region after it has shown consistency, cosigned by the others, published.
 */
@NullMarked
package org.zhaoku.gateway.bundle;

import org.jspecify.annotations.NullMarked;
