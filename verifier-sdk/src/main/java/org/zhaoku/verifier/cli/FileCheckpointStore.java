package org.zhaoku.verifier.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.CosignedCheckpoint;

/**
 * Remembers the last checkpoint of one network in a file, which is replaced as a whole. A file beside it, named {@code .lock},
 * keeps two processes from replacing it at once.
 */
final class FileCheckpointStore implements CheckpointStore {
    static final String FORMAT = "checkpoint store";

    private static final int MAX_LENGTH = 1 << 20;

    private final Path file;

    FileCheckpointStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** @throws CliException CLI_STORE_DAMAGED, CLI_STORE_NETWORK or CLI_FILE_UNREADABLE */
    @Override
    public Optional<CosignedCheckpoint> last(Network network) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        CosignedCheckpoint held;
        try {
            held = decode(UserFiles.read("the checkpoint store", file, MAX_LENGTH));
        } catch (CliException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    "CLI_STORE_DAMAGED",
                    "expected the checkpoint store that this command writes, got another file or a damaged one at "
                            + Plain.text(file.toString())
                            + ": bring it back from a copy; without it an older bundle is not noticed");
        }
        if (!held.checkpoint().network().equals(network)) {
            throw new CliException(
                    "CLI_STORE_NETWORK",
                    "expected a checkpoint store of network " + network + ", got one of "
                            + held.checkpoint().network() + ": keep a store for each network");
        }
        return Optional.of(held);
    }

    /** @throws CliException CLI_FILE_NOT_WRITTEN, or as {@link #last} */
    @Override
    public void save(CosignedCheckpoint checkpoint) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            try (var locked = channel.lock()) {
                // another process may have saved a later one since this one looked
                Optional<CosignedCheckpoint> held = last(checkpoint.checkpoint().network());
                if (locked.isValid()
                        && held.filter(each -> !isOlder(each.checkpoint(), checkpoint.checkpoint()))
                                .isEmpty()) {
                    replace(encode(checkpoint));
                }
            }
        } catch (IOException e) {
            throw new CliException(
                    "CLI_FILE_NOT_WRITTEN",
                    "the checkpoint store could not be written to " + Plain.text(file.toString())
                            + ": check folder, rights and space");
        }
    }

    private static boolean isOlder(Checkpoint one, Checkpoint other) {
        return one.size() < other.size() || one.time().isBefore(other.time());
    }

    private void replace(Bytes content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(content.toArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** CBOR {1: format 1, 2: cosigned checkpoint, 3: its SM3}: the digest tells a damaged file, not a changed one. */
    static Bytes encode(CosignedCheckpoint checkpoint) {
        Bytes encoded = checkpoint.encode();
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(encoded))
                .put(3, Cbor.of(Sm3.digest(encoded)))
                .build()
                .encode();
    }

    /** @throws IllegalArgumentException if {@code content} is anything else than what {@link #encode} makes */
    static CosignedCheckpoint decode(Bytes content) {
        var map = new CborMapReader(FORMAT, Cbor.decode(content));
        map.number(1, 1, 1);
        Bytes encoded = map.bytes(2);
        Bytes digest = map.bytes(3, Sm3.LENGTH);
        map.end();
        if (!Sm3.digest(encoded).equals(digest)) {
            throw new IllegalArgumentException(FORMAT + ": the digest is wrong");
        }
        return CosignedCheckpoint.decode(encoded);
    }
}
