/**
 * QR symbols: a text as an image and back.
 */
@NullMarked
package org.zhaoku.verifier.qr;

import org.jspecify.annotations.NullMarked;
