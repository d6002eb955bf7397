package org.zhaoku.gateway.store;

import java.io.IOException;
import java.nio.file.Path;
import org.bson.Document;
import reactor.core.publisher.Flux;

/** A gateway that makes a few writes for each byte that it is sent, and says which were acknowledged, until it is killed. */
final class AcknowledgedWriter {
    static final Index UNIQUE = Index.unique("name");
    static final int AT_ONCE = 4;

    private AcknowledgedWriter() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        DataDirectory directory = DataDirectory.open(Path.of(args[0]));
        Documents documents = Database.open("", directory).documents("things", UNIQUE);
        for (int first = 0; System.in.read() >= 0; first += AT_ONCE) {
            Flux.range(first, AT_ONCE)
                    .flatMap(number -> documents.insert(document(number)).thenReturn(number))
                    .doOnNext(number -> System.out.println(number))
                    .blockLast();
        }
    }

    static Document document(int number) {
        return new Document("_id", "id-" + number).append("name", "name-" + number);
    }
}
