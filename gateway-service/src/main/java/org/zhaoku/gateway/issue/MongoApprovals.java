package org.zhaoku.gateway.issue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.MongoSealedField;
import org.zhaoku.gateway.licence.FurtherPersonalData;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Approvals in the collection {@code approvals}. What was asked for is the licence's; here is who asked, who decided, and why.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>the licence's opaque id</td></tr>
 * <tr><td>{@code type}, {@code department}</td><td>text</td><td></td></tr>
 * <tr><td>{@code requesters}</td><td>[text]</td><td>names of callers</td></tr>
 * <tr><td>{@code requestedAt}</td><td>date</td><td></td></tr>
 * <tr><td>{@code decision}</td><td>text</td><td>APPROVED, REFUSED or null</td></tr>
 * <tr><td>{@code decidedBy}, {@code decidedAt}</td><td>text, date</td><td></td></tr>
 * <tr><td>{@code reason}</td><td>{master: text, key: binary, content: binary}</td><td>sealed: it may name the holder; destroyed with the licence's personal data</td></tr>
 * <tr><td>{@code applied}</td><td>boolean</td><td>whether the licence follows the decision</td></tr>
 * </table>
 */
@Repository
class MongoApprovals implements ApprovalRepository, FurtherPersonalData {
    static final String COLLECTION = "approvals";
    private static final String ID = "_id";
    private static final String DEPARTMENT = "department";
    private static final String REQUESTERS = "requesters";
    private static final String REQUESTED_AT = "requestedAt";
    private static final String DECISION = "decision";
    private static final String DECIDED_BY = "decidedBy";
    private static final String DECIDED_AT = "decidedAt";
    static final String REASON = "reason";
    private static final String APPLIED = "applied";
    static final String PURPOSE = "approval";
    private static final Bson OLDEST_FIRST = Sorts.ascending(REQUESTED_AT, ID);

    private final Documents approvals;
    private final Envelope envelope;

    MongoApprovals(Database database, Envelope envelope) {
        this.approvals = database.documents(
                COLLECTION,
                Index.on(DECISION, REQUESTED_AT, ID),
                Index.on(DEPARTMENT, DECISION, REQUESTED_AT, ID),
                Index.on(APPLIED, REQUESTED_AT, ID));
        this.envelope = envelope;
    }

    @Override
    public Mono<Approval> open(
            String id, LicenceTypeCode type, UnifiedSocialCreditCode department, String requester, Instant at) {
        return approvals
                .insert(new Document(ID, id)
                        .append("type", type.value())
                        .append(DEPARTMENT, department.value())
                        .append(REQUESTERS, List.of(requester))
                        .append(REQUESTED_AT, Date.from(at))
                        .append(DECISION, null)
                        .append(APPLIED, false))
                .onErrorResume(
                        DuplicateKeyException.class,
                        before ->
                                approvals.update(and(eq(ID, id), eq(DECISION, null)), addToSet(REQUESTERS, requester)))
                .then(Mono.defer(() -> find(id)));
    }

    @Override
    public Mono<Approval> find(String id) {
        return approvals.find(id).publishOn(Schedulers.boundedElastic()).map(this::read);
    }

    @Override
    public Flux<Approval> list(
            Optional<UnifiedSocialCreditCode> department,
            Optional<Approval.Decision> decision,
            Optional<Approval> after,
            int limit) {
        Bson decided = eq(DECISION, decision.map(Enum::name).orElse(null));
        Bson wanted = department
                .map(code -> and(eq(DEPARTMENT, code.value()), decided))
                .orElse(decided);
        Bson page = after.map(last -> and(wanted, beyond(last))).orElse(wanted);
        return approvals
                .find(page, OLDEST_FIRST)
                .take(limit)
                .publishOn(Schedulers.boundedElastic())
                .map(this::read);
    }

    private static Bson beyond(Approval last) {
        Date at = Date.from(last.requestedAt());
        return or(gt(REQUESTED_AT, at), and(eq(REQUESTED_AT, at), gt(ID, last.id())));
    }

    @Override
    public Mono<Approval> decide(String id, Approval.Decided decision) {
        return Mono.fromCallable(() -> combine(
                        set(DECISION, decision.decision().name()),
                        set(DECIDED_BY, decision.by()),
                        set(DECIDED_AT, Date.from(decision.at())),
                        set(
                                REASON,
                                decision.reason().map(text -> seal(id, text)).orElse(null))))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(change ->
                        approvals.update(and(eq(ID, id), eq(DECISION, null), ne(REQUESTERS, decision.by())), change))
                .then(Mono.defer(() -> find(id)));
    }

    @Override
    public Mono<Void> applied(String id) {
        return approvals.update(eq(ID, id), set(APPLIED, true));
    }

    @Override
    public Flux<Approval> unapplied() {
        return approvals
                .find(and(eq(APPLIED, false), ne(DECISION, null)), OLDEST_FIRST)
                .publishOn(Schedulers.boundedElastic())
                .map(this::read);
    }

    @Override
    public Mono<Void> destroy(String licence) {
        return approvals.update(eq(ID, licence), set(REASON, null));
    }

    private Approval read(Document document) {
        String id = document.getString(ID);
        return new Approval(
                id,
                LicenceTypeCode.parse(document.getString("type")),
                UnifiedSocialCreditCode.parse(document.getString(DEPARTMENT)),
                document.getList(REQUESTERS, String.class),
                document.getDate(REQUESTED_AT).toInstant(),
                Optional.ofNullable(document.getString(DECISION))
                        .map(decision -> new Approval.Decided(
                                Approval.Decision.valueOf(decision),
                                document.getString(DECIDED_BY),
                                document.getDate(DECIDED_AT).toInstant(),
                                Optional.ofNullable(document.get(REASON, Document.class))
                                        .map(stored -> open(id, stored)))));
    }

    private Document seal(String id, String reason) {
        return MongoSealedField.write(envelope.seal(PURPOSE, id, Bytes.utf8(reason)));
    }

    private String open(String id, Document sealed) {
        return new String(
                envelope.open(PURPOSE, id, MongoSealedField.read(sealed)).toArray(), UTF_8);
    }
}
