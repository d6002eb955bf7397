/**
 * A gateway on the embedded defaults, and codes, for the tests.
 */
@NullMarked
package org.zhaoku.gateway.testing;

import org.jspecify.annotations.NullMarked;
