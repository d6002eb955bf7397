package org.zhaoku.gateway.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an audit counted and found. */
final class AuditReport {
    private final List<Finding> findings = new ArrayList<>();
    private long blocks;
    private long records;
    private long batches;
    private long licences;

    void find(Finding.Code code, Object where, String detail) {
        findings.add(new Finding(code, where.toString(), detail));
    }

    void countBlock(int recordsInIt) {
        blocks++;
        records += recordsInIt;
    }

    void countBatch(int licencesInIt) {
        batches++;
        licences += licencesInIt;
    }

    List<Finding> findings() {
        return Collections.unmodifiableList(findings);
    }

    /** {@code {"blocks":…,"records":…,"batches":…,"licences":…,"findings":…}}: the batches and licences of this region. */
    String json() {
        return "{\"blocks\":%d,\"records\":%d,\"batches\":%d,\"licences\":%d,\"findings\":%d}"
                .formatted(blocks, records, batches, licences, findings.size());
    }
}
