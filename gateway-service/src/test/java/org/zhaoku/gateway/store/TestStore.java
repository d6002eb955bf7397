package org.zhaoku.gateway.store;

import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.KeysProperties;
import org.zhaoku.gateway.keys.Pkcs12Signer;
import org.zhaoku.verifier.bytes.Bytes;

/** A gateway's data for a test: directory, keys and database. */
public final class TestStore implements AutoCloseable {
    private final DataDirectory directory;
    private final Database database;
    private final Pkcs12Signer signer;

    private TestStore(TestServer server, Path path) {
        String uri = server.uri();
        this.directory = DataDirectory.open(path);
        this.signer =
                Pkcs12Signer.open(directory, new KeysProperties("", "测试地区"), Clock.systemUTC(), new SecureRandom());
        this.database = Database.open(uri, directory);
    }

    public static TestStore open(TestServer server, Path path) {
        return new TestStore(server, path);
    }

    public Database database() {
        return database;
    }

    public Pkcs12Signer signer() {
        return signer;
    }

    public Envelope envelope() {
        return new Envelope(signer.masterKey(), new SecureRandom());
    }

    /** All documents of a collection in their binary form, as one text of hexadecimal digits. */
    public String dump(String collection) {
        List<Document> documents = database.documents(collection)
                .find(Filters.empty(), new Document("_id", 1))
                .collectList()
                .blockOptional()
                .orElseThrow();
        var dump = new StringBuilder();
        for (Document document : documents) {
            var raw = new RawBsonDocument(document, new DocumentCodec());
            dump.append(HexFormat.of().formatHex(raw.getByteBuffer().array())).append('\n');
        }
        return dump.toString();
    }

    /** Whether any file under {@code path} holds this text in UTF-8 or UTF-16. */
    public static boolean anyFileHolds(Path path, String text) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = HexFormat.of().formatHex(Files.readAllBytes(file));
                if (content.contains(Bytes.utf8(text).hex())
                        || content.contains(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        database.close();
        directory.close();
    }
}
