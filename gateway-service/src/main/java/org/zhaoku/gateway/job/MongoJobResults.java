package org.zhaoku.gateway.job;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.issue.RowResult;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.ProblemCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Results in the collection {@code jobResults}, those of some hundred rows in a document.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>job and first row</td></tr>
 * <tr><td>{@code job}</td><td>text</td><td></td></tr>
 * <tr><td>{@code first}</td><td>int</td><td>number of the first row</td></tr>
 * <tr><td>{@code results}</td><td>[{row, line, id, identifier, state}] or
 *     [{row, line, code, detail, errors: [{field, code, detail}]}]</td><td>without null fields</td></tr>
 * </table>
 */
@Repository
class MongoJobResults implements JobResultRepository {
    private static final String ID = "_id";
    private static final String JOB = "job";
    private static final String FIRST = "first";
    private static final String RESULTS = "results";
    private static final String ROW = "row";
    private static final String LINE = "line";
    private static final String LICENCE = "id";
    private static final String IDENTIFIER = "identifier";
    private static final String STATE = "state";
    private static final String CODE = "code";
    private static final String DETAIL = "detail";
    private static final String ERRORS = "errors";
    private static final String FIELD = "field";

    private final Documents results;

    MongoJobResults(Database database) {
        this.results = database.documents("jobResults", Index.on(JOB, FIRST));
    }

    @Override
    public Mono<Void> put(String job, ResultChunk chunk) {
        String id = String.format(Locale.ROOT, "%s-%08d", job, chunk.first());
        List<Document> rows =
                chunk.results().stream().map(MongoJobResults::write).toList();
        return results.insert(new Document(ID, id)
                        .append(JOB, job)
                        .append(FIRST, chunk.first())
                        .append(RESULTS, rows))
                .onErrorResume(DuplicateKeyException.class, before -> results.update(eq(ID, id), set(RESULTS, rows)));
    }

    @Override
    public Flux<ResultChunk> find(String job, int after, int upTo) {
        return results.find(and(eq(JOB, job), gt(FIRST, after), lte(FIRST, upTo)), Sorts.ascending(JOB, FIRST))
                .map(MongoJobResults::read);
    }

    @Override
    public Mono<Boolean> delete(String job) {
        return results.delete(eq(JOB, job));
    }

    private static Document write(JobResult result) {
        var document = new Document(ROW, result.row()).append(LINE, result.line());
        if (result.id() != null) {
            document.append(LICENCE, result.id()).append(IDENTIFIER, result.identifier());
        }
        if (result.state() != null) {
            document.append(STATE, result.state().name());
        }
        RowResult.RowProblem problem = result.problem();
        if (problem != null) {
            document.append(CODE, problem.code().name()).append(DETAIL, problem.detail());
            List<FieldError> errors = problem.errors();
            if (errors != null) {
                document.append(
                        ERRORS,
                        errors.stream()
                                .map(error -> new Document(FIELD, error.field())
                                        .append(CODE, error.code().name())
                                        .append(DETAIL, error.detail()))
                                .toList());
            }
        }
        return document;
    }

    private static ResultChunk read(Document document) {
        return new ResultChunk(document.getList(RESULTS, Document.class).stream()
                .map(MongoJobResults::result)
                .toList());
    }

    private static JobResult result(Document document) {
        return new JobResult(
                document.getInteger(ROW),
                document.getInteger(LINE),
                document.getString(LICENCE),
                document.getString(IDENTIFIER),
                Optional.ofNullable(document.getString(STATE))
                        .map(LicenceState::valueOf)
                        .orElse(null),
                Optional.ofNullable(document.getString(CODE))
                        .map(code -> problem(ProblemCode.valueOf(code), document))
                        .orElse(null));
    }

    private static RowResult.RowProblem problem(ProblemCode code, Document document) {
        return new RowResult.RowProblem(
                code,
                document.getString(DETAIL),
                Optional.ofNullable(document.getList(ERRORS, Document.class))
                        .map(errors -> errors.stream()
                                .map(error -> new FieldError(
                                        error.getString(FIELD),
                                        FieldError.Code.valueOf(error.getString(CODE)),
                                        error.getString(DETAIL)))
                                .toList())
                        .orElse(null));
    }
}
