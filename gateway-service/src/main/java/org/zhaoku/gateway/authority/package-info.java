/**
 * Issuing authorities (颁发机构) of this region: their registration and their keys.
 */
@NullMarked
package org.zhaoku.gateway.authority;

import org.jspecify.annotations.NullMarked;
