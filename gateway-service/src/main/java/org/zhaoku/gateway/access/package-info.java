/**
 * Who may do what: callers by token, API key or certificate, their roles, a rule for each endpoint, limits on how much each may ask.
 */
@NullMarked
package org.zhaoku.gateway.access;

import org.jspecify.annotations.NullMarked;
