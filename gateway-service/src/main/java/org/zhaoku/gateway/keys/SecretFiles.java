package org.zhaoku.gateway.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.util.BigIntegers;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * Secret keys, each in a PKCS#12 file of its own, {@code <kind>-<id>.p12}. Bouncy Castle's PKCS#12 takes no secret keys, so each
 * is an SM2 key that signs nothing: the secret is its scalar, which has 256 bits of entropy.
 *
 * @param <K> what a key can do
 */
final class SecretFiles<K> implements KeyShelf<K> {
    private static final int SECRET_LENGTH = 32;
    private static final String ALIAS = "secret";

    private final Path directory;
    private final Pattern name;
    private final String kind;
    private final KeyFiles files;
    private final Function<Bytes, K> form;
    private final Function<K, String> id;
    private final Map<String, K> known = new ConcurrentHashMap<>();

    /** Reads and writes the files and makes what they hold. */
    interface KeyFiles {
        KeyEntry make();

        KeyEntry read(Path path, String alias);

        void write(Path path, String alias, KeyEntry entry);
    }

    SecretFiles(Path directory, String kind, KeyFiles files, Function<Bytes, K> form, Function<K, String> id) {
        this.directory = directory;
        this.kind = kind;
        this.name = Pattern.compile(Pattern.quote(kind) + "-([0-9a-f]{16})\\.p12");
        this.files = files;
        this.form = form;
        this.id = id;
    }

    /** The secret of a key entry, 32 bytes. */
    static Bytes secret(KeyEntry entry) {
        return Bytes.of(BigIntegers.asUnsignedByteArray(SECRET_LENGTH, ((ECPrivateKey) entry.key()).getD()));
    }

    @Override
    public List<String> ids() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> name.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<K> find(String wanted) {
        Path path = path(wanted);
        if (!known.containsKey(wanted) && !Files.exists(path)) {
            return Optional.empty();
        }
        return Optional.of(known.computeIfAbsent(wanted, missing -> {
            K key = form.apply(secret(files.read(path, ALIAS)));
            // a file under another key's name would be destroyed in its place
            if (!id.apply(key).equals(wanted)) {
                throw KeyFileException.damaged(path, new IllegalStateException("another key"));
            }
            return key;
        }));
    }

    @Override
    public String create() {
        KeyEntry entry = files.make();
        K key = form.apply(secret(entry));
        files.write(path(id.apply(key)), ALIAS, entry);
        known.put(id.apply(key), key);
        return id.apply(key);
    }

    /** Overwrites the file before it is deleted; what the disk keeps beneath the file system is the operator's business. */
    @Override
    public void destroy(String unwanted) {
        known.remove(unwanted);
        Path path = path(unwanted);
        try {
            if (Files.exists(path)) {
                try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    file.write(ByteBuffer.allocate(Math.toIntExact(file.size())), 0);
                    file.force(true);
                }
                Files.delete(path);
            }
        } catch (IOException e) {
            throw KeyFileException.unwritable(path, e);
        }
    }

    private Path path(String keyId) {
        return directory.resolve(kind + "-" + keyId + ".p12");
    }
}
