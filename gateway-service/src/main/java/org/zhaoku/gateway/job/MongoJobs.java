package org.zhaoku.gateway.job;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Jobs in the collection {@code jobs}; {@link JobDocuments} has their form. */
@Repository
class MongoJobs implements JobRepository {
    private static final String ID = "_id";
    private static final Bson OLDEST_FIRST = Sorts.ascending(JobDocuments.CREATED_AT, ID);
    private static final Bson NEWEST_FIRST = Sorts.descending(JobDocuments.CREATED_AT, ID);
    private static final int CANDIDATES = 16;

    private final Documents jobs;

    MongoJobs(Database database) {
        this.jobs = database.documents(
                "jobs",
                Index.on(JobDocuments.DEPARTMENT, JobDocuments.CREATED_AT, ID),
                Index.on(JobDocuments.STATE, JobDocuments.CREATED_AT, ID),
                Index.on(JobDocuments.UPLOAD));
    }

    @Override
    public Mono<Boolean> insert(Job job) {
        return jobs.insert(JobDocuments.write(job)).thenReturn(true).onErrorReturn(DuplicateKeyException.class, false);
    }

    @Override
    public Mono<Job> find(String id) {
        return jobs.find(id).map(JobDocuments::read);
    }

    @Override
    public Flux<Job> list(Optional<UnifiedSocialCreditCode> department, Optional<Job> after, int limit) {
        Bson own = department
                .map(code -> eq(JobDocuments.DEPARTMENT, code.value()))
                .orElse(new Document());
        Bson page = after.map(last -> and(own, before(last))).orElse(own);
        return jobs.find(page, NEWEST_FIRST).take(limit).map(JobDocuments::read);
    }

    private static Bson before(Job last) {
        Date at = Date.from(last.createdAt());
        return or(lt(JobDocuments.CREATED_AT, at), and(eq(JobDocuments.CREATED_AT, at), lt(ID, last.id())));
    }

    @Override
    public Mono<Job> claim(GatewayId gateway, Collection<String> not, Instant now, Instant until) {
        Bson free = and(
                in(JobDocuments.STATE, JobState.ACTIVE.stream().map(Enum::name).toList()),
                or(
                        eq(JobDocuments.LEASED_BY, null),
                        eq(JobDocuments.LEASED_BY, gateway.value()),
                        lt(JobDocuments.LEASED_UNTIL, Date.from(now))));
        return jobs.ids(not.isEmpty() ? free : and(free, nin(ID, not)), OLDEST_FIRST, CANDIDATES)
                .concatMap(id -> jobs.updateAndGet(and(eq(ID, id), free), leased(gateway, until)))
                .next()
                .map(JobDocuments::read)
                .flatMap(job -> job.state() == JobState.QUEUED ? begun(job, gateway, now) : Mono.just(job));
    }

    private Mono<Job> begun(Job job, GatewayId gateway, Instant now) {
        return jobs.updateAndGet(
                        and(held(job.id(), gateway), eq(JobDocuments.STATE, JobState.QUEUED.name())),
                        combine(
                                set(JobDocuments.STATE, JobState.RUNNING.name()),
                                set(JobDocuments.STARTED_AT, Date.from(now))))
                .map(JobDocuments::read);
    }

    private static Bson leased(GatewayId gateway, Instant until) {
        return combine(set(JobDocuments.LEASED_BY, gateway.value()), set(JobDocuments.LEASED_UNTIL, Date.from(until)));
    }

    private static Bson held(String id, GatewayId gateway) {
        return and(eq(ID, id), eq(JobDocuments.LEASED_BY, gateway.value()));
    }

    @Override
    public Mono<Job> renew(String id, GatewayId gateway, Instant until) {
        return jobs.updateAndGet(held(id, gateway), leased(gateway, until)).map(JobDocuments::read);
    }

    @Override
    public Mono<Void> release(String id, GatewayId gateway) {
        return jobs.update(held(id, gateway), set(JobDocuments.LEASED_BY, null));
    }

    @Override
    public Mono<Job> counted(String id, GatewayId gateway, int rows) {
        return jobs.updateAndGet(held(id, gateway), set(JobDocuments.ROWS, rows))
                .map(JobDocuments::read);
    }

    @Override
    public Mono<Job> progress(String id, GatewayId gateway, Job.Progress from, Job.Progress to) {
        return jobs.updateAndGet(
                        and(held(id, gateway), eq(JobDocuments.READ, from.read())),
                        combine(
                                set(JobDocuments.READ, to.read()),
                                set(JobDocuments.ACCEPTED, to.accepted()),
                                set(JobDocuments.REFUSED, to.refused())))
                .map(JobDocuments::read);
    }

    @Override
    public Mono<Job> move(String id, List<JobState> from, JobState to, Optional<Job.Problem> problem, Instant now) {
        Bson moved = combine(
                set(JobDocuments.STATE, to.name()),
                set(JobDocuments.PROBLEM, problem.map(JobDocuments::write).orElse(null)));
        return jobs.updateAndGet(
                        and(
                                eq(ID, id),
                                in(
                                        JobDocuments.STATE,
                                        from.stream().map(Enum::name).toList())),
                        JobState.ENDED.contains(to)
                                ? combine(moved, set(JobDocuments.ENDED_AT, Date.from(now)))
                                : moved)
                .map(JobDocuments::read);
    }

    @Override
    public Mono<Void> inForce(String id, Job.InForce before, Job.InForce now) {
        return jobs.update(
                and(
                        eq(ID, id),
                        eq(JobDocuments.IN_FORCE, before.count()),
                        eq(JobDocuments.SETTLED_ROWS, before.settledRows())),
                combine(
                        set(JobDocuments.IN_FORCE, now.count()),
                        set(JobDocuments.SETTLED_ROWS, now.settledRows()),
                        set(JobDocuments.SETTLED, now.settled())));
    }

    @Override
    public Mono<Void> uploadDeleted(String id) {
        return jobs.update(eq(ID, id), set(JobDocuments.UPLOAD, null));
    }

    @Override
    public Mono<Void> resultsDeleted(String id) {
        return jobs.update(eq(ID, id), set(JobDocuments.RESULTS_DELETED, true));
    }

    @Override
    public Mono<Boolean> has(String upload) {
        return jobs.exists(eq(JobDocuments.UPLOAD, upload));
    }

    @Override
    public Flux<Job> endedWithUpload() {
        return ended(ne(JobDocuments.UPLOAD, null));
    }

    @Override
    public Flux<Job> endedBefore(Instant end) {
        return ended(and(lt(JobDocuments.ENDED_AT, Date.from(end)), eq(JobDocuments.RESULTS_DELETED, false)));
    }

    private Flux<Job> ended(Bson which) {
        return jobs.find(
                        and(
                                in(
                                        JobDocuments.STATE,
                                        JobState.ENDED.stream().map(Enum::name).toList()),
                                which),
                        OLDEST_FIRST)
                .map(JobDocuments::read);
    }
}
