/**
 * Who holds licences (持证主体), and who may act for them.
 */
@NullMarked
package org.zhaoku.gateway.holder;

import org.jspecify.annotations.NullMarked;
