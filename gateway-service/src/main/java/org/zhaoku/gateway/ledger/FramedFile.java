package org.zhaoku.gateway.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A file to which frames are appended: for each its length (4 bytes, big-endian), the first 4 bytes of the length's SM3, its
 * bytes and their SM3. A frame counts when it is on the disk; one at the end that a crash left incomplete never did, and is cut off
 * when the file is opened: its end is missing, or a sector of it was not written and reads as zeros. The length is protected by
 * itself, so that a changed one is not taken for an incomplete frame. One thread at a time.
 */
public final class FramedFile implements AutoCloseable {
    private static final int MAX_FRAME = 256 << 20;
    private static final int HEAD = 2 * Integer.BYTES;
    /** What a disk writes whole or not at all. */
    private static final int SECTOR = 512;
    /** So many zeros are no chance. */
    private static final int MIN_ZEROS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(FramedFile.class);

    private final FileChannel channel;
    private long end;

    private FramedFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes a frame; may refuse it. */
    public interface Reader {
        /** @throws IllegalArgumentException if the frame is not what belongs here */
        void read(Bytes content, Bytes hash);
    }

    /** The file is in use by another process. */
    public static final class LockedException extends IOException {}

    /** The file holds something that was never written so. */
    public static final class DamagedException extends IOException {
        DamagedException(long frame, String what) {
            super("frame " + frame + " is damaged or was changed: " + what);
        }
    }

    /**
     * Opens or creates the file (mode 600) and hands every frame to {@code reader}, in order.
     *
     * @throws LockedException if another process has it
     * @throws DamagedException with the number of the first bad frame, or the first that {@code reader} refused
     */
    public static FramedFile open(Path path, Reader reader) throws IOException {
        var file = new FramedFile(FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
        try {
            file.lock();
            file.readAll(reader);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Hands every whole frame of an existing file to {@code reader} and changes nothing: another process may be writing it.
     *
     * @throws DamagedException as {@link #open}
     */
    public static void read(Path path, Reader reader) throws IOException {
        try (var file = new FramedFile(FileChannel.open(path, StandardOpenOption.READ))) {
            file.readWhole(reader);
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // another one of this very process: the same answer
        }
        throw new LockedException();
    }

    /** Hands every frame to {@code reader} once more. */
    public void readAll(Reader reader) throws IOException {
        readWhole(reader);
        if (channel.size() > end) {
            LOG.warn("cutting off {} bytes at the end of a file that were never acknowledged", channel.size() - end);
            cutOff();
        }
    }

    private void readWhole(Reader reader) throws IOException {
        long frame = 0;
        long at = 0;
        while (at < channel.size()) {
            ByteBuffer head = read(at, HEAD);
            if (head.remaining() < HEAD) {
                break;
            }
            int size = head.getInt();
            if (size < 0 || size > MAX_FRAME || head.getInt() != check(size)) {
                if (isZero(at, channel.size())) {
                    // the file system made the file longer and did not write it
                    break;
                }
                throw new DamagedException(frame, "its length");
            }
            ByteBuffer rest = read(at + HEAD, size + Sm3.LENGTH);
            if (rest.remaining() < size + Sm3.LENGTH) {
                break;
            }
            byte[] content = new byte[size];
            byte[] hash = new byte[Sm3.LENGTH];
            rest.get(content).get(hash);
            long next = at + HEAD + size + Sm3.LENGTH;
            boolean whole = Sm3.digest(Bytes.of(content)).equals(Bytes.of(hash));
            if (!whole && next == channel.size() && isTorn(at, next)) {
                break;
            }
            if (!whole) {
                throw new DamagedException(frame, "its digest");
            }
            hand(frame, Bytes.of(content), Bytes.of(hash), reader);
            at = next;
            frame++;
        }
        end = at;
    }

    private static void hand(long frame, Bytes content, Bytes hash, Reader reader) throws DamagedException {
        try {
            reader.read(content, hash);
        } catch (IllegalArgumentException e) {
            throw new DamagedException(frame, String.valueOf(e.getMessage()));
        }
    }

    // what lies behind the end was never acknowledged
    private void cutOff() throws IOException {
        if (channel.size() > end) {
            channel.truncate(end);
            channel.force(true);
        }
    }

    /** Whether a sector between these two, or what there is of it, holds nothing but zeros. */
    private boolean isTorn(long from, long to) throws IOException {
        for (long at = from; at < to; ) {
            long next = Math.min(to, (at / SECTOR + 1) * SECTOR);
            if (next - at >= MIN_ZEROS && isZero(at, next)) {
                return true;
            }
            at = next;
        }
        return false;
    }

    private boolean isZero(long from, long to) throws IOException {
        for (long at = from; at < to; ) {
            ByteBuffer buffer = read(at, (int) Math.min(1 << 16, to - at));
            at += buffer.remaining();
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
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, channel.size() - at));
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
            // until it is full or the file ends
        }
        return buffer.flip();
    }

    /**
     * Appends a frame in one write and returns when it is on the disk. After an error the frame does not count, and may be
     * appended again.
     *
     * @return the frame's SM3
     */
    public Bytes append(Bytes content) throws IOException {
        Bytes hash = Sm3.digest(content);
        ByteBuffer frame = ByteBuffer.allocate(HEAD + content.size() + Sm3.LENGTH)
                .putInt(content.size())
                .putInt(check(content.size()))
                .put(content.toArray())
                .put(hash.toArray())
                .flip();
        cutOff();
        long at = end;
        while (frame.hasRemaining()) {
            at += channel.write(frame, at);
        }
        channel.force(false);
        end = at;
        return hash;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
