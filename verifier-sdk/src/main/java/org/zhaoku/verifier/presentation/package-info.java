/**
 * Presentations (亮证): licences shown to one audience at one time, signed by their holder's key or the holder's gateway.
 * {@code docs/presentation.md} gives every byte.
 */
@NullMarked
package org.zhaoku.verifier.presentation;

import org.jspecify.annotations.NullMarked;
