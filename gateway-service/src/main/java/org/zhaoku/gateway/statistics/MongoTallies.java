package org.zhaoku.gateway.statistics;

import com.mongodb.client.model.Filters;
import java.time.YearMonth;
import java.util.List;
import org.bson.Document;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.verifier.anchor.Position;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tallies in the collection {@code tallies}. A record's tally is inserted once, under its position: a record that is read again
 * counts nothing again, whichever gateway reads it, since no server takes an {@code _id} twice.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>block, 16 hexadecimal digits; hyphen; transaction, 8</td></tr>
 * <tr><td>{@code entries}</td><td>array of {department, type, month, measure: text, count: long}</td><td>{@link Tally.Entry}</td></tr>
 * </table>
 */
@Repository
class MongoTallies {
    private final Documents tallies;

    MongoTallies(Database database) {
        this.tallies = database.documents("tallies");
    }

    /** All, in no order. */
    Flux<Tally> all() {
        return tallies.parts(Filters.empty()).map(MongoTallies::read);
    }

    /** Stores the tally, unless the record has one: then that one. */
    Mono<Tally> insert(Tally tally) {
        return tallies.insert(write(tally))
                .thenReturn(tally)
                .onErrorResume(
                        DuplicateKeyException.class,
                        there -> tallies.find(id(tally.position())).map(MongoTallies::read));
    }

    private static String id(Position position) {
        return String.format("%016x-%08x", position.block(), position.transaction());
    }

    private static Document write(Tally tally) {
        return new Document("_id", id(tally.position()))
                .append(
                        "entries",
                        tally.entries().stream()
                                .map(entry -> new Document(
                                                "department", entry.counted().department())
                                        .append("type", entry.counted().type())
                                        .append("month", entry.counted().month().toString())
                                        .append("measure", entry.counted().measure())
                                        .append("count", entry.count()))
                                .toList());
    }

    private static Tally read(Document document) {
        String[] position = document.getString("_id").split("-", 2);
        List<Tally.Entry> entries = document.getList("entries", Document.class).stream()
                .map(entry -> new Tally.Entry(
                        new Tally.Counted(
                                entry.getString("department"),
                                entry.getString("type"),
                                YearMonth.parse(entry.getString("month")),
                                entry.getString("measure")),
                        entry.get("count", Number.class).longValue()))
                .toList();
        return new Tally(new Position(Long.parseLong(position[0], 16), Integer.parseInt(position[1], 16)), entries);
    }
}
