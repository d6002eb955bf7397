package org.zhaoku.gateway.keys;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * Sealed data. Without the wrapped key, it is lost for ever: deleting that deletes the data in every copy of it.
 *
 * @param masterKey id of the master key
 * @param key the data key, wrapped
 * @param content the data, encrypted under that key
 */
public record Sealed(String masterKey, Bytes key, Bytes content) {}
