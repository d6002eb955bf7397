package org.zhaoku.gateway.job;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * The form of a job in the database. Nothing of it is personal but the requester's name.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>opaque</td></tr>
 * <tr><td>{@code department}, {@code type}</td><td>text</td><td></td></tr>
 * <tr><td>{@code format}, {@code charset}</td><td>text</td><td>charset null for XLSX</td></tr>
 * <tr><td>{@code upload}</td><td>text</td><td>id of the file; null once it is deleted</td></tr>
 * <tr><td>{@code requester}</td><td>text</td><td>name of the caller</td></tr>
 * <tr><td>{@code createdAt}, {@code startedAt}, {@code endedAt}</td><td>date</td><td>null until then</td></tr>
 * <tr><td>{@code state}</td><td>text</td><td></td></tr>
 * <tr><td>{@code rows}</td><td>int</td><td>null until they were counted</td></tr>
 * <tr><td>{@code read}, {@code accepted}, {@code refused}</td><td>int</td><td>rows with a result</td></tr>
 * <tr><td>{@code inForce}, {@code settledRows}, {@code settled}</td><td>int</td><td>as somebody last saw it</td></tr>
 * <tr><td>{@code problem}</td><td>{code: text, detail: text}</td><td>or null</td></tr>
 * <tr><td>{@code resultsDeleted}</td><td>boolean</td><td></td></tr>
 * <tr><td>{@code leasedBy}, {@code leasedUntil}</td><td>text, date</td><td>the gateway that works on it</td></tr>
 * </table>
 */
final class JobDocuments {
    static final String DEPARTMENT = "department";
    static final String UPLOAD = "upload";
    static final String CREATED_AT = "createdAt";
    static final String STARTED_AT = "startedAt";
    static final String ENDED_AT = "endedAt";
    static final String STATE = "state";
    static final String ROWS = "rows";
    static final String READ = "read";
    static final String ACCEPTED = "accepted";
    static final String REFUSED = "refused";
    static final String IN_FORCE = "inForce";
    static final String SETTLED_ROWS = "settledRows";
    static final String SETTLED = "settled";
    static final String PROBLEM = "problem";
    static final String RESULTS_DELETED = "resultsDeleted";
    static final String LEASED_BY = "leasedBy";
    static final String LEASED_UNTIL = "leasedUntil";
    private static final String ID = "_id";
    private static final String TYPE = "type";
    private static final String FORMAT = "format";
    private static final String CHARSET = "charset";
    private static final String REQUESTER = "requester";
    private static final String CODE = "code";
    private static final String DETAIL = "detail";

    private JobDocuments() {}

    static Document write(Job job) {
        return new Document(ID, job.id())
                .append(DEPARTMENT, job.department().value())
                .append(TYPE, job.type().value())
                .append(FORMAT, job.source().format().name())
                .append(CHARSET, job.source().charset().orElse(null))
                .append(UPLOAD, job.source().upload().orElse(null))
                .append(REQUESTER, job.requester())
                .append(CREATED_AT, Date.from(job.createdAt()))
                .append(STARTED_AT, job.startedAt().map(Date::from).orElse(null))
                .append(ENDED_AT, job.endedAt().map(Date::from).orElse(null))
                .append(STATE, job.state().name())
                .append(ROWS, job.rows().orElse(null))
                .append(READ, job.progress().read())
                .append(ACCEPTED, job.progress().accepted())
                .append(REFUSED, job.progress().refused())
                .append(IN_FORCE, job.inForce().count())
                .append(SETTLED_ROWS, job.inForce().settledRows())
                .append(SETTLED, job.inForce().settled())
                .append(PROBLEM, job.problem().map(JobDocuments::write).orElse(null))
                .append(RESULTS_DELETED, job.resultsDeleted())
                .append(LEASED_BY, null)
                .append(LEASED_UNTIL, null);
    }

    static Document write(Job.Problem problem) {
        return new Document(CODE, problem.code().name()).append(DETAIL, problem.detail());
    }

    static Job read(Document document) {
        return new Job(
                document.getString(ID),
                UnifiedSocialCreditCode.parse(document.getString(DEPARTMENT)),
                LicenceTypeCode.parse(document.getString(TYPE)),
                new Job.Source(
                        TableFormat.valueOf(document.getString(FORMAT)),
                        Optional.ofNullable(document.getString(CHARSET)),
                        Optional.ofNullable(document.getString(UPLOAD))),
                document.getString(REQUESTER),
                document.getDate(CREATED_AT).toInstant(),
                JobState.valueOf(document.getString(STATE)),
                Optional.ofNullable(document.getInteger(ROWS)),
                new Job.Progress(
                        document.getInteger(READ), document.getInteger(ACCEPTED), document.getInteger(REFUSED)),
                new Job.InForce(
                        document.getInteger(IN_FORCE), document.getInteger(SETTLED_ROWS), document.getInteger(SETTLED)),
                instant(document, STARTED_AT),
                instant(document, ENDED_AT),
                Optional.ofNullable(document.get(PROBLEM, Document.class))
                        .map(problem -> new Job.Problem(
                                ProblemCode.valueOf(problem.getString(CODE)), problem.getString(DETAIL))),
                document.getBoolean(RESULTS_DELETED));
    }

    private static Optional<Instant> instant(Document document, String field) {
        return Optional.ofNullable(document.getDate(field)).map(Date::toInstant);
    }
}
