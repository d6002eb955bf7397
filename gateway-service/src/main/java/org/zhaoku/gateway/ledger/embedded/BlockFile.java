package org.zhaoku.gateway.ledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;

/**
 * The file of blocks: for each block its length (4 bytes, big-endian), the first 4 bytes of the length's SM3, its bytes and
 * their SM3. A block is acknowledged only when the file is on the disk; an incomplete block at the end was not, and is cut off
 * when the file is opened. The length is protected by itself, so that a changed one is not taken for an incomplete block.
 */
final class BlockFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockFile.class);
    private static final int MAX_BLOCK = 64 << 20;
    private static final int HEAD = 2 * Integer.BYTES;

    private final FileChannel channel;
    private long number;
    private Bytes previous = EmbeddedBlock.NO_PREVIOUS;

    private BlockFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens or creates the file and hands every block to {@code reader}, in order.
     *
     * @throws LedgerException with code {@code LEDGER_LOCKED} if another process has it, {@code LEDGER_DAMAGED} with the number
     *     of the first bad block if the chain does not hold
     */
    static BlockFile open(Path path, Consumer<EmbeddedBlock> reader) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            var file = new BlockFile(FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
            try {
                file.lock();
                file.readAll(reader);
                return file;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded ledger cannot be opened", e);
        }
    }

    /**
     * Hands every whole block of an existing file to {@code reader}, and changes nothing: another process may be writing it.
     *
     * @return the chain's hash so far
     * @throws LedgerException with code {@code LEDGER_DAMAGED} and the number of the first bad block if the chain does not hold
     * @throws IOException if there is no such file, or it cannot be read
     */
    static Bytes read(Path path, Consumer<EmbeddedBlock> reader) throws IOException {
        try (var file = new BlockFile(FileChannel.open(path, StandardOpenOption.READ))) {
            file.readWhole(reader);
            return file.previous;
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // another ledger of this very process: the same answer
        }
        throw new LedgerException(
                Kind.UNAVAILABLE,
                "LEDGER_LOCKED",
                "the embedded ledger is in use by another process: stop that one, or give this one another data folder");
    }

    private void readAll(Consumer<EmbeddedBlock> reader) throws IOException {
        long end = readWhole(reader);
        if (end < channel.size()) {
            cutOff(end);
        }
    }

    /** Where the last whole block ends. */
    private long readWhole(Consumer<EmbeddedBlock> reader) throws IOException {
        long at = 0;
        while (at < channel.size()) {
            ByteBuffer head = read(at, HEAD);
            if (head.remaining() < HEAD || allZero(at)) {
                return at;
            }
            int size = head.getInt();
            if (size < 0 || size > MAX_BLOCK || head.getInt() != check(size)) {
                throw damaged();
            }
            if (channel.size() - at - HEAD < (long) size + Sm3.LENGTH) {
                return at;
            }
            byte[] content = new byte[size];
            byte[] hash = new byte[Sm3.LENGTH];
            read(at + HEAD, size + Sm3.LENGTH).get(content).get(hash);
            reader.accept(check(Bytes.of(content), Bytes.of(hash)));
            at += HEAD + size + Sm3.LENGTH;
        }
        return at;
    }

    private void cutOff(long at) throws IOException {
        LOG.warn("cutting off an incomplete block {} at the end of the ledger: it was never acknowledged", number);
        channel.truncate(at);
        channel.force(true);
    }

    /** Whether the rest of the file is zeros: a file system may have made it longer, but not written it, before a crash. */
    private boolean allZero(long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        for (long at = from; at < channel.size(); at += buffer.limit()) {
            channel.read(buffer.clear(), at);
            buffer.flip();
            while (buffer.hasRemaining()) {
                if (buffer.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int check(int size) {
        byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(size).array();
        return ByteBuffer.wrap(Sm3.digest(Bytes.of(length)).toArray()).getInt();
    }

    private ByteBuffer read(long at, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
            // until it is full or the file ends
        }
        return buffer.flip();
    }

    private EmbeddedBlock check(Bytes content, Bytes hash) {
        if (!Sm3.digest(content).equals(hash)) {
            throw damaged();
        }
        EmbeddedBlock block;
        try {
            block = EmbeddedBlock.decode(content);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
        if (block.number() != number || !block.previous().equals(previous)) {
            throw damaged();
        }
        number++;
        previous = hash;
        return block;
    }

    private LedgerException damaged() {
        return new LedgerException(
                Kind.UNAVAILABLE,
                "LEDGER_DAMAGED",
                "block " + number
                        + " of the embedded ledger is damaged or was changed: restore the file from a backup");
    }

    /** Number of the next block. */
    long height() {
        return number;
    }

    /** Hash of the last block. */
    Bytes previous() {
        return previous;
    }

    /** Appends a block and returns when it is on the disk. */
    void append(EmbeddedBlock block) throws IOException {
        Bytes content = block.encode();
        Bytes hash = Sm3.digest(content);
        ByteBuffer record = ByteBuffer.allocate(HEAD + content.size() + Sm3.LENGTH)
                .putInt(content.size())
                .putInt(check(content.size()))
                .put(content.toArray())
                .put(hash.toArray())
                .flip();
        long at = channel.size();
        while (record.hasRemaining()) {
            at += channel.write(record, at);
        }
        channel.force(false);
        number++;
        previous = hash;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn(
                    "the embedded ledger did not close cleanly: {}",
                    e.getClass().getSimpleName());
        }
    }
}
