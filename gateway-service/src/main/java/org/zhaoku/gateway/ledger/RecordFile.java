package org.zhaoku.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.Network;

/**
 * What the reader has read, so that a restart continues there: a {@link FramedFile} whose frame 0 is {1: 1, 2: network}, and each
 * further one a group of blocks, {1: number of the next block, 2: [what was announced]}, each as [block, transaction, region,
 * [roles], name, payload]. Records and restart point are one write, so what a ledger delivers at least once is taken once. What was
 * refused is in it, too: it is verified again with each start, and its alarms are raised again.
 */
final class RecordFile implements AutoCloseable {
    private static final int FORMAT_1 = 1;
    private static final int MAX_ENTRIES = 1 << 20;

    private final FramedFile file;
    private long next;

    private RecordFile(FramedFile file) {
        this.file = file;
    }

    /** Checks the whole of a file, frame by frame. */
    private static final class Check implements FramedFile.Reader {
        private final Network network;
        private boolean headed;
        private long next;

        Check(Network network) {
            this.network = network;
        }

        @Override
        public void read(Bytes content, Bytes hash) {
            if (headed) {
                LedgerBlock group = decode(content);
                if (group.number() + 1 <= next) {
                    throw new IllegalArgumentException("expected blocks from " + next + " on");
                }
                next = group.number() + 1;
            } else if (content.equals(head(network))) {
                headed = true;
            } else {
                throw new IllegalArgumentException("expected records of network " + network + ", got others");
            }
        }
    }

    /**
     * Opens or creates the file.
     *
     * @throws FramedFile.DamagedException if it is damaged or of another network
     */
    static RecordFile open(Path path, Network network) throws IOException {
        var check = new Check(network);
        var records = new RecordFile(FramedFile.open(path, check));
        records.next = check.next;
        if (!check.headed) {
            records.file.append(head(network));
        }
        return records;
    }

    /** Puts a file that cannot be used aside, in the place of one that was put aside before, and makes a new one. */
    static RecordFile replace(Path path, Network network) throws IOException {
        Files.move(path, path.resolveSibling(path.getFileName() + ".unusable"), StandardCopyOption.REPLACE_EXISTING);
        return open(path, network);
    }

    private static Bytes head(Network network) {
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(network.name()))
                .build()
                .encode();
    }

    /** Hands all groups to {@code reader}: each as one block, with the number of its last. */
    void readAll(Consumer<LedgerBlock> reader) throws IOException {
        Bytes[] head = new Bytes[1];
        file.readAll((content, hash) -> {
            if (head[0] == null) {
                head[0] = content;
            } else {
                reader.accept(decode(content));
            }
        });
    }

    /** Number of the block that follows what is in the file. */
    long next() {
        return next;
    }

    /** Appends blocks and returns when they are on the disk. */
    void append(List<LedgerBlock> blocks) throws IOException {
        List<Cbor> entries = new ArrayList<>();
        blocks.forEach(block -> block.entries().forEach(entry -> entries.add(write(entry))));
        long following = blocks.get(blocks.size() - 1).number() + 1;
        file.append(Cbor.map()
                .put(1, Cbor.of(following))
                .put(2, Cbor.array(entries))
                .build()
                .encode());
        next = following;
    }

    private static Cbor write(LedgerBlock.Entry entry) {
        List<Cbor> roles = entry.submitter().roles().stream()
                .sorted()
                .map(role -> Cbor.of(role.name()))
                .toList();
        return Cbor.array(
                Cbor.of(entry.position().block()),
                Cbor.of(entry.position().transaction()),
                Cbor.of(entry.submitter().region()),
                Cbor.array(roles),
                Cbor.of(entry.name()),
                Cbor.of(entry.payload()));
    }

    private static LedgerBlock decode(Bytes content) {
        var map = new CborMapReader("records", Cbor.decode(content));
        long following = map.number(1, 1, Long.MAX_VALUE);
        List<LedgerBlock.Entry> entries = CborReads.array("records", map.get(2), 0, MAX_ENTRIES).stream()
                .map(RecordFile::read)
                .toList();
        map.end();
        return new LedgerBlock(following - 1, entries);
    }

    private static LedgerBlock.Entry read(Cbor item) {
        List<Cbor> parts = CborReads.array("record", item, 6, 6);
        var position = new Position(CborReads.number("block", parts.get(0), 0, Long.MAX_VALUE), (int)
                CborReads.number("transaction", parts.get(1), 0, Integer.MAX_VALUE));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        CborReads.array("roles", parts.get(3), 0, Role.values().length)
                .forEach(role -> roles.add(Role.valueOf(CborReads.text("role", role))));
        return new LedgerBlock.Entry(
                position,
                new Submitter(CborReads.text("region", parts.get(2)), roles),
                CborReads.text("name", parts.get(4)),
                CborReads.bytes("payload", parts.get(5)));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
