/**
 * The catalogue (证照目录): published licence types (GB/T 36902).
 */
@NullMarked
package org.zhaoku.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
