package org.zhaoku.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.issue.RowResult;
import org.zhaoku.gateway.web.FieldError;

/** Results as CSV. */
final class ResultCsv {
    private ResultCsv() {}

    static byte[] titles() {
        return written(
                csv -> csv.writeRecord("row", "line", "id", "identifier", "state", "code", "field", "error", "detail"));
    }

    static byte[] lines(List<JobResult> results) {
        return written(csv -> results.forEach(result -> write(csv, result)));
    }

    private static byte[] written(Consumer<CsvWriter> records) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            records.accept(csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(UTF_8);
    }

    private static void write(CsvWriter csv, JobResult result) {
        RowResult.RowProblem problem = result.problem();
        if (problem == null) {
            write(csv, result, "", "", "", "");
            return;
        }
        List<FieldError> errors = problem.errors();
        if (errors == null) {
            write(csv, result, problem.code().name(), "", "", problem.detail());
            return;
        }
        errors.forEach(error -> write(
                csv, result, problem.code().name(), error.field(), error.code().name(), error.detail()));
    }

    private static void write(CsvWriter csv, JobResult result, String code, String field, String error, String detail) {
        csv.writeRecord(
                Integer.toString(result.row()),
                Integer.toString(result.line()),
                text(result.id()),
                text(result.identifier()),
                text(result.state()),
                code,
                field,
                error,
                detail);
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
