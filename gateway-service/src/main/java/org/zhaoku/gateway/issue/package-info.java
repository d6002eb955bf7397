/**
 * Issuing: from a request to a licence in force, over a crash, too.
 */
@NullMarked
package org.zhaoku.gateway.issue;

import org.jspecify.annotations.NullMarked;
