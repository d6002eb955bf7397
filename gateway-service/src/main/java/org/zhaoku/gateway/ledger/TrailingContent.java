package org.zhaoku.gateway.ledger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.zhaoku.verifier.cose.Network;

/**
 * The content at a size on which regions agree. Regions read the ledger at different speeds, so each keeps beside its newest
 * content a second one that stays behind and moves forward, never back, to the size for which a bundle is asked. Records between
 * the two wait; after {@link #MAX_WAITING} the second one follows by itself.
 */
final class TrailingContent {
    static final int MAX_WAITING = 10_000;

    private final LedgerContent content;
    private final Deque<AcceptedRecord> waiting = new ArrayDeque<>();
    /** Until somebody asks there is no size to stay at. */
    private boolean asked;

    TrailingContent(Network network, boolean test) {
        this.content = new LedgerContent(network, test);
    }

    /** A record that was read. */
    synchronized void offer(AcceptedRecord record) {
        waiting.add(record);
        while (!waiting.isEmpty() && (!asked || waiting.size() > MAX_WAITING)) {
            content.add(waiting.remove());
        }
    }

    /** Where it stands: the smallest size for which it can still make a draft. */
    synchronized long size() {
        return content.size();
    }

    /**
     * The draft of the first {@code size} records.
     *
     * @param records the same records with their log, which has that many
     * @return empty if the content is beyond that size, or there are not so many records
     */
    synchronized Optional<LedgerSnapshot> at(long size, Instant expiresAt, LedgerRecords records) {
        asked = true;
        while (content.size() < size && !waiting.isEmpty()) {
            content.add(waiting.remove());
        }
        return content.size() != size || size == 0
                ? Optional.empty()
                : Optional.of(
                        new LedgerSnapshot(content.draft(expiresAt), size, records.root(size), content.position()));
    }
}
