package org.zhaoku.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The directory that belongs to one gateway: its id, its keys and the embedded database. A lock on the file {@code lock} keeps
 * a second process out, also when the database is a server: two gateways with one id would give up each other's drafts. The
 * operating system frees the lock when the process ends, however it ends.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory (mode 700) if it is not there, and takes it for this process.
     *
     * @throws DatabaseLockedException if another gateway has it
     * @throws StoreException {@code DATA_DIRECTORY_UNUSABLE} if it cannot be made or written
     */
    public static DataDirectory open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            makeDirectory(absolute);
            FileChannel channel =
                    FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new DatabaseLockedException(absolute);
            }
            return new DataDirectory(absolute, channel);
        } catch (IOException e) {
            throw unusable(absolute, e);
        }
    }

    // the lock is released with its channel
    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    /** A directory in it, made with mode 700 if it is not there. */
    public Path directory(String name) {
        Path directory = path.resolve(name);
        try {
            makeDirectory(directory);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
        return directory;
    }

    /**
     * Writes a file with mode 600 so that after a crash there is the old content or the new one, never a part: a temporary file,
     * forced to the disk, takes the place of {@code file}.
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    static StoreException unusable(Path path, IOException cause) {
        return new StoreException(
                "DATA_DIRECTORY_UNUSABLE",
                "cannot use " + path + " (" + cause.getClass().getSimpleName()
                        + "); check that it exists and that the gateway may write there (zhaoku.data-dir)",
                cause);
    }

    /** Frees the directory for another process. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }
}
