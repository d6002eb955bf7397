/**
 * The text of a licence's QR code. Its image is {@code qr}'s business.
 */
@NullMarked
package org.zhaoku.verifier.code;

import org.jspecify.annotations.NullMarked;
