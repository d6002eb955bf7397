package org.zhaoku.gateway.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.HolderIndex;
import org.zhaoku.gateway.keys.KeyRing;
import org.zhaoku.gateway.keys.KeyRings;
import org.zhaoku.gateway.keys.KeysProperties;
import org.zhaoku.gateway.keys.LookupKey;
import org.zhaoku.gateway.keys.MasterKey;
import org.zhaoku.gateway.keys.Pkcs12Signer;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A gateway's data for a test: directory, keys and database. */
public final class TestStore implements AutoCloseable {
    private final DataDirectory directory;
    private final Optional<EmbeddedServer> embedded;
    private final String uri;
    private final Database database;
    private final Pkcs12Signer signer;

    private TestStore(TestServer server, Path path) {
        String named = server.uri();
        this.directory = DataDirectory.open(path);
        this.signer =
                Pkcs12Signer.open(directory, new KeysProperties("", "测试地区"), Clock.systemUTC(), new SecureRandom());
        if (named.isEmpty()) {
            this.embedded = Optional.of(EmbeddedServer.start(directory));
            this.uri = embedded.orElseThrow().uri() + "/zhaoku";
        } else {
            this.embedded = Optional.empty();
            this.uri = named;
        }
        this.database = Database.open(uri, directory);
    }

    public static TestStore open(TestServer server, Path path) {
        return new TestStore(server, path);
    }

    /** Another client of the same server, over a link. */
    public Database through(DyingLink link) {
        return Database.open(link.uri(uri), directory);
    }

    public Database database() {
        return database;
    }

    public Pkcs12Signer signer() {
        return signer;
    }

    public Envelope envelope() {
        return new Envelope(masters(), new SecureRandom());
    }

    /** The ring of master keys as the database has it now. */
    public KeyRing<MasterKey> masters() {
        return KeyRings.open(KeyRing.Kind.MASTER, signer.masterKeys(), database, Clock.systemUTC());
    }

    /** The ring of the holder index's keys. */
    public KeyRing<LookupKey> holderKeys() {
        return KeyRings.open(KeyRing.Kind.HOLDERS, signer.holderKeys(), database, Clock.systemUTC());
    }

    public HolderIndex holders() {
        return new HolderIndex(holderKeys());
    }

    /** Whether of two updates at once the second sees the first: FerretDB 1 reads, changes, and writes back. */
    public boolean hasAtomicUpdates() {
        return Mono.from(database.database.runCommand(new Document("buildInfo", 1)))
                .map(info -> !info.containsKey("ferretdbVersion"))
                .blockOptional()
                .orElseThrow();
    }

    /** Everything in the database in its binary form, as one text of hexadecimal digits. */
    public String dump() {
        return dump(database);
    }

    /** Everything in a database in its binary form, as one text of hexadecimal digits. */
    public static String dump(Database database) {
        var dump = new StringBuilder();
        Flux.from(database.database.listCollectionNames().batchSize(Documents.BATCH))
                .concatMap(name -> database.database.getCollection(name).find().batchSize(Documents.BATCH))
                .toIterable()
                .forEach(document -> dump.append(hex(document)).append('\n'));
        return dump.toString();
    }

    private static String hex(Document document) {
        return HexFormat.of()
                .formatHex(new RawBsonDocument(document, new DocumentCodec())
                        .getByteBuffer()
                        .array());
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
        embedded.ifPresent(EmbeddedServer::close);
        directory.close();
    }
}
