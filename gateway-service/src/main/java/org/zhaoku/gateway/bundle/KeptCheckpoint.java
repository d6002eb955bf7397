package org.zhaoku.gateway.bundle;

import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * What this region has put its name to, or is about to.
 *
 * @param size of the log
 * @param root at that size, 32 bytes
 * @param position of the last record
 */
record KeptCheckpoint(long size, Bytes root, Position position) {}
