package org.zhaoku.gateway.ledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.gateway.ledger.FramedFile;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * The file of blocks, each a frame of a {@link FramedFile}, and each naming the SM3 of the one before. A block is acknowledged only
 * when it is on the disk; what a crash left of one at the end was not, and is cut off when the file is opened.
 */
final class BlockFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockFile.class);

    private final FramedFile file;
    private final Chain chain;

    private BlockFile(FramedFile file, Chain chain) {
        this.file = file;
        this.chain = chain;
    }

    /** Takes blocks that follow one another. */
    private static final class Chain implements FramedFile.Reader {
        private final Consumer<EmbeddedBlock> reader;
        private long number;
        private Bytes previous = EmbeddedBlock.NO_PREVIOUS;

        private Chain(Consumer<EmbeddedBlock> reader) {
            this.reader = reader;
        }

        @Override
        public void read(Bytes content, Bytes hash) {
            EmbeddedBlock block = EmbeddedBlock.decode(content);
            if (block.number() != number || !block.previous().equals(previous)) {
                throw new IllegalArgumentException("it does not follow the block before it");
            }
            reader.accept(block);
            add(hash);
        }

        private void add(Bytes hash) {
            number++;
            previous = hash;
        }

        private LedgerException damaged() {
            return new LedgerException(
                    Kind.UNAVAILABLE,
                    "LEDGER_DAMAGED",
                    "block " + number
                            + " of the embedded ledger is damaged or was changed: restore the file from a backup");
        }
    }

    /**
     * Opens or creates the file and hands every block to {@code reader}, in order.
     *
     * @throws LedgerException with code {@code LEDGER_LOCKED} if another process has it, {@code LEDGER_DAMAGED} with the number
     *     of the first bad block if the chain does not hold
     */
    static BlockFile open(Path path, Consumer<EmbeddedBlock> reader) {
        var chain = new Chain(reader);
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return new BlockFile(FramedFile.open(path, chain), chain);
        } catch (FramedFile.LockedException e) {
            throw new LedgerException(
                    Kind.UNAVAILABLE,
                    "LEDGER_LOCKED",
                    "the embedded ledger is in use by another process: stop that one, or give this one another data"
                            + " folder",
                    e);
        } catch (FramedFile.DamagedException e) {
            throw chain.damaged();
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
        var chain = new Chain(reader);
        try {
            FramedFile.read(path, chain);
            return chain.previous;
        } catch (FramedFile.DamagedException e) {
            throw chain.damaged();
        }
    }

    /** Number of the next block. */
    long height() {
        return chain.number;
    }

    /** Hash of the last block. */
    Bytes previous() {
        return chain.previous;
    }

    /** Appends a block and returns when it is on the disk. */
    void append(EmbeddedBlock block) throws IOException {
        chain.add(file.append(block.encode()));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn(
                    "the embedded ledger did not close cleanly: {}",
                    e.getClass().getSimpleName());
        }
    }
}
