/**
 * The API's description at {@code /openapi}.
 */
@NullMarked
package org.zhaoku.gateway.openapi;

import org.jspecify.annotations.NullMarked;
