package org.zhaoku.gateway.job;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.gateway.web.ProblemCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The results of a job as files, with the states of now, some hundred rows at a time. */
@Service
class JobResults {
    private final JobResultRepository results;
    private final LicenceRepository licences;
    private final ObjectWriter writer;

    JobResults(JobResultRepository results, LicenceRepository licences, JsonMapper mapper) {
        this.results = results;
        this.licences = licences;
        this.writer = mapper.writerFor(JobResult.class);
    }

    /** JSON objects, each with a line of its own. Fails with JOB_RESULTS_DELETED. */
    Flux<byte[]> ndjson(Job job) {
        return chunks(job, this::lines);
    }

    /** CSV with a line of titles; a row with several wrong fields has a line for each. Fails with JOB_RESULTS_DELETED. */
    Flux<byte[]> csv(Job job) {
        return chunks(job, ResultCsv::lines).startWith(ResultCsv.titles());
    }

    private Flux<byte[]> chunks(Job job, Function<List<JobResult>, byte[]> form) {
        return job.resultsDeleted()
                ? Flux.error(
                        ProblemCode.JOB_RESULTS_DELETED.because(
                                "The results of this job are deleted, since their time is over; search for its licences instead."))
                : results.find(job.id(), 0, job.progress().read())
                        .concatMap(chunk -> now(chunk).map(form), 1);
    }

    private Mono<List<JobResult>> now(ResultChunk chunk) {
        return licences.statements(chunk.ids())
                .collect(Collectors.toMap(StoredStatement::id, StoredStatement::state))
                .map(states -> chunk.results().stream()
                        .map(result -> result.id() == null ? result : result.in(states.get(result.id())))
                        .toList());
    }

    private byte[] lines(List<JobResult> chunk) {
        var lines = new ByteArrayOutputStream();
        for (JobResult result : chunk) {
            lines.writeBytes(writer.writeValueAsBytes(result));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
