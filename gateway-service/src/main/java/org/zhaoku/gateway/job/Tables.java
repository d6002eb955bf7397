package org.zhaoku.gateway.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.ProblemCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reads the tables of jobs, on threads that may block. */
@Component
class Tables implements DisposableBean {
    /** Files that are looked at before their requests are answered: each may be a workbook in memory. */
    private static final int LOOKS = 2;

    private static final int WAITING_LOOKS = 100;

    private final UploadRepository uploads;
    private final Scheduler looks = Schedulers.newBoundedElastic(LOOKS, WAITING_LOOKS, "tables");
    private final int maxWorkbook;

    Tables(UploadRepository uploads, JobProperties properties) {
        this.uploads = uploads;
        this.maxWorkbook = Math.toIntExact(properties.maxWorkbook().toBytes());
    }

    /** The titles of a file that was just uploaded. Fails with FILE_UNREADABLE if it has none, or is not what it is said to be. */
    Mono<TableRow> titles(Job.Source source) {
        return reader(source)
                .flatMap(reader ->
                        Mono.fromCallable(() -> titles(source, reader)).subscribeOn(looks));
    }

    private TableRow titles(Job.Source source, UploadReader reader) {
        if (source.format() == TableFormat.XLSX) {
            XlsxGuard.check(whole(reader));
        }
        try (Table table = table(source, reader)) {
            return table.next().orElseThrow(Tables::empty);
        }
    }

    /**
     * All rows, the first with the titles. Fails with FILE_UNREADABLE where it cannot be read on. Rows are read only as they are asked
     * for.
     */
    Flux<TableRow> rows(Job.Source source) {
        return reader(source)
                .flatMapMany(reader -> Flux.<TableRow, Table>generate(
                                () -> table(source, reader),
                                (table, sink) -> {
                                    table.next().ifPresentOrElse(sink::next, sink::complete);
                                    return table;
                                },
                                Table::close)
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    private Mono<UploadReader> reader(Job.Source source) {
        return Mono.justOrEmpty(source.upload())
                .flatMap(uploads::open)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the file of a job is not there")));
    }

    private Table table(Job.Source source, UploadReader reader) {
        return switch (source.format()) {
            case CSV ->
                new CsvTable(reader.stream(), Charset.forName(source.charset().orElseThrow()));
            case XLSX -> new XlsxTable(whole(reader));
        };
    }

    // the library wants to go back and forth in it
    private byte[] whole(UploadReader reader) {
        try (PartStream in = reader.stream()) {
            return in.readNBytes(maxWorkbook);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeException empty() {
        return ProblemCode.FILE_UNREADABLE.because(
                "Expected a table whose first row has the titles of the columns, got an empty one.");
    }

    @Override
    public void destroy() {
        looks.dispose();
    }
}
