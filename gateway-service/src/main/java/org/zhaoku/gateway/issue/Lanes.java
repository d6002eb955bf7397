package org.zhaoku.gateway.issue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * Two lanes for each department, one of them for urgent licences, from the moment on when the outbox has mended what a crash left.
 */
@Component
class Lanes {
    private final BatchMaker maker;
    private final Submitter submitter;
    private final BatchProperties properties;
    private final Map<UnifiedSocialCreditCode, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<UnifiedSocialCreditCode, Lane> urgentLanes = new ConcurrentHashMap<>();
    private volatile boolean open;

    Lanes(BatchMaker maker, Submitter submitter, BatchProperties properties) {
        this.maker = maker;
        this.submitter = submitter;
        this.properties = properties;
    }

    /** Begins to make batches. */
    void open() {
        open = true;
    }

    /** Whether licences become batches now. */
    boolean isOpen() {
        return open;
    }

    /** Ends it; what is stored is found again at the next start. */
    void close() {
        open = false;
        lanes.values().forEach(Lane::close);
        urgentLanes.values().forEach(Lane::close);
    }

    /** The licences of a draft of this department are signed and stored. */
    void stored(UnifiedSocialCreditCode department, boolean urgent, Draft draft) {
        if (open) {
            (urgent ? urgentLane(department) : lane(department)).stored(draft);
        }
    }

    /** The department may have licences in the database that nobody told of. */
    void wake(UnifiedSocialCreditCode department) {
        if (open) {
            lane(department).wake();
        }
    }

    private Lane lane(UnifiedSocialCreditCode department) {
        return lanes.computeIfAbsent(
                department, code -> new Lane(code, properties.maxWait(), maker, submitter, properties));
    }

    private Lane urgentLane(UnifiedSocialCreditCode department) {
        return urgentLanes.computeIfAbsent(
                department, code -> new Lane(code, properties.urgentWait(), maker, submitter, properties));
    }
}
