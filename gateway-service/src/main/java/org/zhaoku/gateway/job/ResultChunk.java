package org.zhaoku.gateway.job;

import java.util.List;

/** Results that are stored by one write: of rows that follow each other. At least one. */
record ResultChunk(List<JobResult> results) {
    ResultChunk {
        results = List.copyOf(results);
    }

    int first() {
        return results.get(0).row();
    }

    int last() {
        return results.get(results.size() - 1).row();
    }

    List<String> ids() {
        return results.stream()
                .flatMap(result -> java.util.stream.Stream.ofNullable(result.id()))
                .toList();
    }

    int accepted() {
        return (int) results.stream().filter(JobResult::isAccepted).count();
    }
}
