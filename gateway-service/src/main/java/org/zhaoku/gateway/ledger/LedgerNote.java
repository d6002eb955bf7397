package org.zhaoku.gateway.ledger;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What a reader must know of the ledger before they rely on it; part of every verdict and of the health reply.
 *
 * @param network name of the network
 * @param shared whether several parties hold it
 * @param note the same in words
 */
public record LedgerNote(
        @Schema(example = "embedded-1f2e3d4c") String network,
        boolean shared,

        @Schema(example = "此账本由一方持有，仅供试用与开发 · one party's ledger, for trying and for development")
        String note) {
    public static LedgerNote of(Ledger ledger) {
        return new LedgerNote(
                ledger.network().name(),
                ledger.shared(),
                ledger.shared()
                        ? "此账本由多个地区共同持有 · several regions hold this ledger"
                        : "此账本由一方持有，仅供试用与开发 · one party's ledger, for trying and for development");
    }
}
