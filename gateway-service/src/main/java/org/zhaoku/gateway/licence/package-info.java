/**
 * Licences as they are stored and served.
 */
@NullMarked
package org.zhaoku.gateway.licence;

import org.jspecify.annotations.NullMarked;
