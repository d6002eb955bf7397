/**
 * The data directory and the database: a server of the MongoDB protocol, embedded or real.
 *
 * <p>How things are written, in every collection: ids are texts; {@code schema} is the number of the document's form; an instant
 * is a BSON date (milliseconds, UTC); a day is an int, days since 1970-01-01; a missing day is null; bytes are binary; keys of
 * batches are lower-case hexadecimal. One document is the unit of atomicity.
 *
 * <table>
 * <caption>Collections</caption>
 * <tr><th>name</th><th>{@code _id}</th><th>unique</th><th>written by</th></tr>
 * <tr><td>{@code licences}</td><td>opaque id</td><td>{@code identifier}</td><td>package {@code licence}</td></tr>
 * <tr><td>{@code batches}</td><td>batch key</td><td>{@code draft}</td><td>package {@code issue}</td></tr>
 * <tr><td>{@code types}</td><td>{@code code/version}</td><td></td><td>package {@code catalogue}</td></tr>
 * </table>
 *
 * A sharded {@code licences} must have {@code identifier} as its shard key: a unique index has to begin with it.
 */
@NullMarked
package org.zhaoku.gateway.store;

import org.jspecify.annotations.NullMarked;
