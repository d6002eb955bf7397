package org.zhaoku.verifier.status;

import java.time.Instant;

/**
 * What a source says of one licence.
 *
 * @param value its value in the status list
 * @param disputed whether its content is being disputed; it stays what {@code value} says meanwhile
 * @param bound whether the ledger has the record that binds a successor, or a licence transferred in, to the one before; of no
 *     meaning for a new licence
 * @param asOf the time for which the source attests this
 */
public record StatusEvidence(StatusValue value, boolean disputed, boolean bound, Instant asOf) {}
