/**
 * What all of the HTTP interface has in common: problems, tokens, OpenAPI.
 */
@NullMarked
package org.zhaoku.gateway.web;

import org.jspecify.annotations.NullMarked;
