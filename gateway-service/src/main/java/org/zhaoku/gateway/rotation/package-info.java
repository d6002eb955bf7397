/**
 * The operator's side of rotating the keys of stored data.
 */
@NullMarked
package org.zhaoku.gateway.rotation;

import org.jspecify.annotations.NullMarked;
