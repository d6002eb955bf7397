/**
 * Finding licences: search, export and the feed of changes.
 */
@NullMarked
package org.zhaoku.gateway.search;

import org.jspecify.annotations.NullMarked;
