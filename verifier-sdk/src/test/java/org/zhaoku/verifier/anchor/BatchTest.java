package org.zhaoku.verifier.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.merkle.MerkleTree;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;

class BatchTest {
    private static final Network NETWORK = new Network("test");
    private static final Department SIGNER = Department.of(Samples.ISSUER, 1);
    private static final List<Bytes> DIGESTS = Samples.digests(new Random(1), 600);
    private static final TileTree TREE = new TileTree(DIGESTS);
    private static final BatchHeader HEADER = header(TREE, DIGESTS.size(), Samples.TYPE, Samples.OTHER_TYPE);

    private static BatchHeader header(TileTree tree, int size, String... types) {
        return new BatchHeader(
                NETWORK,
                UnifiedSocialCreditCode.parse(Samples.ISSUER),
                "RegionA",
                SIGNER.kid(),
                new TreeSet<>(List.of(types)),
                size,
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
    }

    @Test
    void the_root_over_the_tiles_is_the_root_over_all_leaves() {
        for (int size : new int[] {1, 2, 5, 255, 256, 257, 511, 512, 513, 600}) {
            var tiles = new TileTree(DIGESTS.subList(0, size));
            var whole = new MerkleTree(Sm3.FUNCTION, DIGESTS.subList(0, size));
            assertThat(tiles.root()).as("%d leaves", size).isEqualTo(whole.root());
            assertThat(tiles.tileRoots()).hasSize(TileTree.tiles(size));
            for (int index : new int[] {0, size / 2, size - 1}) {
                int tile = index / 256;
                List<Bytes> path = new ArrayList<>(tiles.pathInTile(index));
                path.addAll(tiles.pathOfTile(tile));
                assertThat(path).as("leaf %d of %d", index, size).isEqualTo(whole.inclusionProof(index));
            }
        }
        assertThat(TileTree.tileSize(600, 2)).isEqualTo(88);
        assertThatThrownBy(() -> new TileTree(List.of())).hasMessageContaining("expected a batch of 1 to 1048576");
        assertThatThrownBy(() -> TileTree.checkSize(TileTree.MAX_SIZE + 1L))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_receipt_proves_one_place_of_one_tile() {
        for (int size = 1; size <= 24; size++) {
            var tree = new TileTree(DIGESTS.subList(0, size));
            Bytes root = tree.root();
            for (int index = 0; index < size; index++) {
                for (int place = 0; place < 32; place++) {
                    var receipt = new TileReceipt(3, place, tree.pathInTile(index));
                    assertThat(receipt.tileRoot(DIGESTS.get(index), size)
                                    .filter(root::equals)
                                    .isPresent())
                            .as("leaf %d of %d claimed at %d", index, size, place)
                            .isEqualTo(place == index);
                }
            }
        }
    }

    @Test
    void a_receipt_is_read_as_it_was_written() {
        var receipt = new TileReceipt(0xffff_ffffL, 255, DIGESTS.subList(0, 8));
        assertThat(TileReceipt.of(Cbor.decode(receipt.toCbor().encode()))).isEqualTo(receipt);
        assertThat(receipt.number()).isEqualTo(0xff_ffff_ffffL);
        assertThatThrownBy(() -> new TileReceipt(1L << 32, 0, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileReceipt(-1, 0, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileReceipt(0, 256, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileReceipt(0, -1, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileReceipt(0, 0, DIGESTS.subList(0, 9)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileReceipt(0, 0, List.of(Bytes.of(new byte[31]))))
                .as("a hash of another length")
                .isInstanceOf(IllegalArgumentException.class);
        Cbor path = Cbor.of(Bytes.EMPTY);
        for (Cbor bad : List.of(
                Cbor.array(),
                Cbor.array(Cbor.of(0), Cbor.of(0)),
                Cbor.array(Cbor.of(-1), Cbor.of(0), path),
                Cbor.array(Cbor.of(1L << 32), Cbor.of(0), path),
                Cbor.array(Cbor.of(0), Cbor.of(256), path),
                Cbor.array(Cbor.of(0), Cbor.of(0), Cbor.of(Bytes.of(new byte[33]))),
                Cbor.array(Cbor.of(0), Cbor.of(0), Cbor.of(Bytes.of(new byte[9 * 32]))),
                Cbor.array(Cbor.of(0), Cbor.of(0), Cbor.array()))) {
            assertThatThrownBy(() -> TileReceipt.of(bad)).as("%s", bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_full_receipt_leads_to_the_header() {
        Bytes message = SignedBatch.sign(HEADER, TREE.tileRoots(), SIGNER).message();
        for (int index : new int[] {0, 255, 256, 511, 512, 599}) {
            int tile = index / 256;
            var receipt = new FullReceipt(
                    new TileReceipt(40 + tile, index % 256, TREE.pathInTile(index)),
                    tile,
                    TREE.pathOfTile(tile),
                    message);
            FullReceipt read = FullReceipt.decode(receipt.encode());
            assertThat(read).isEqualTo(receipt);
            assertThat(read.leadsFrom(DIGESTS.get(index))).as("leaf %d", index).isTrue();
            assertThat(read.leadsFrom(DIGESTS.get(1))).isFalse();
            for (int other = 0; other < 4; other++) {
                assertThat(new FullReceipt(receipt.receipt(), other, receipt.path(), message)
                                .leadsFrom(DIGESTS.get(index)))
                        .as("leaf %d, tile claimed %d", index, other)
                        .isEqualTo(other == tile);
            }
        }
        assertThatThrownBy(() -> new FullReceipt(new TileReceipt(0, 0, List.of()), -1, List.of(), message))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FullReceipt.decode(Cbor.array().encode()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_full_receipt_with_a_broken_header_is_refused() {
        var receipt = new TileReceipt(0, 0, List.of());
        Bytes compressed = CoseSign1.sign(MessageKind.BATCH, NETWORK, OptionalLong.of(1), HEADER.encode(), SIGNER)
                .encoded();
        for (Bytes header : List.of(Bytes.EMPTY, HEADER.encode(), compressed)) {
            assertThatThrownBy(() -> new FullReceipt(receipt, 0, List.of(), header))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_header_is_read_as_it_was_written() {
        assertThat(BatchHeader.decode(HEADER.encode())).isEqualTo(HEADER);
        for (long seed = 1; seed <= 100; seed++) {
            var random = new Random(seed);
            var header = new BatchHeader(
                    NETWORK,
                    UnifiedSocialCreditCode.parse(Samples.uscc(random, "11")),
                    "Region-" + seed,
                    SIGNER.kid(),
                    new TreeSet<>(random.ints(1 + random.nextInt(64))
                            .mapToObj(each -> Samples.uscc(random, "11") + Samples.digits(random, 3))
                            .toList()),
                    1 + random.nextInt(TileTree.MAX_SIZE),
                    Samples.bytes(random, 32),
                    Samples.bytes(random, 32));
            assertThat(BatchHeader.decode(header.encode())).as("seed %d", seed).isEqualTo(header);
        }
    }

    @Test
    void a_header_of_another_form_is_refused() {
        Map<Long, Cbor> good = new LinkedHashMap<>();
        ((Cbor.Map) Cbor.decode(HEADER.encode()))
                .entries()
                .values()
                .forEach(entry -> good.put(((Cbor.Int) entry.key()).value(), entry.value()));
        Cbor type = Cbor.of(Samples.TYPE);
        Cbor otherType = Cbor.of(Samples.OTHER_TYPE);
        Object[][] wrong = {
            {1L, Cbor.of(2)},
            {2L, Cbor.of("A")},
            {3L, Cbor.of("11440300000000019J")},
            {4L, Cbor.of("")},
            {4L, Cbor.of("a b")},
            {4L, Cbor.of("a".repeat(65))},
            {5L, Cbor.of(Bytes.of(new byte[9]))},
            {6L, Cbor.array()},
            {6L, Cbor.array(type, type)},
            {6L, Cbor.array(otherType, type)},
            {6L, Cbor.array(Cbor.of("x"))},
            {7L, Cbor.of(0)},
            {7L, Cbor.of(TileTree.MAX_SIZE + 1L)},
            {8L, Cbor.of(Bytes.of(new byte[31]))},
            {9L, Cbor.of(Bytes.of(new byte[33]))},
            {10L, Cbor.of(0)},
            {32L, Cbor.of(0)},
        };
        List<String> accepted = new ArrayList<>();
        for (Object[] each : wrong) {
            var map = Cbor.map();
            good.forEach((key, value) -> map.put(key, key.equals(each[0]) ? null : value));
            Bytes encoded = map.put((Long) each[0], (Cbor) each[1]).build().encode();
            try {
                accepted.add("key " + each[0] + " is " + each[1] + ": " + BatchHeader.decode(encoded));
            } catch (IllegalArgumentException e) {
                // as it should be
            }
        }
        good.keySet().forEach(missing -> {
            var map = Cbor.map();
            good.forEach((key, value) -> map.put(key, key.equals(missing) ? null : value));
            try {
                accepted.add("without " + missing + ": "
                        + BatchHeader.decode(map.build().encode()));
            } catch (IllegalArgumentException e) {
                // as it should be
            }
        });
        assertThat(accepted).isEmpty();
        assertThatThrownBy(() -> header(TREE, 600)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_same_header_signed_twice_is_the_same_batch() {
        SignedBatch first = SignedBatch.sign(HEADER, TREE.tileRoots(), SIGNER);
        SignedBatch second = SignedBatch.sign(HEADER, TREE.tileRoots(), SIGNER);
        assertThat(first.message()).isNotEqualTo(second.message());
        assertThat(first.key()).isEqualTo(second.key()).isEqualTo(Sm3.digest(HEADER.encode()));
        SignedBatch read = SignedBatch.of(first.message(), first.tileRoots());
        assertThat(read.header()).isEqualTo(HEADER);
        assertThat(read.verifies(NETWORK, SIGNER.key().publicKey())).isTrue();
        assertThat(read.verifies(new Network("other"), SIGNER.key().publicKey()))
                .isFalse();
        assertThat(read.verifies(NETWORK, Department.of(Samples.ISSUER, 2).key().publicKey()))
                .isFalse();
    }

    @Test
    void a_header_signed_for_another_network_than_it_names_is_wrong() {
        Bytes message = CoseSign1.sign(MessageKind.BATCH, new Network("other"), HEADER.encode(), SIGNER)
                .encoded();
        SignedBatch batch = SignedBatch.of(message, TREE.tileRoots());
        assertThat(batch.verifies(NETWORK, SIGNER.key().publicKey())).isFalse();
        assertThat(batch.verifies(new Network("other"), SIGNER.key().publicKey()))
                .isFalse();
    }

    @Test
    void tile_roots_that_do_not_agree_with_the_header_are_refused() {
        Bytes message = SignedBatch.sign(HEADER, TREE.tileRoots(), SIGNER).message();
        List<Bytes> roots = TREE.tileRoots();
        List<Bytes> swapped = new ArrayList<>(roots);
        Collections.swap(swapped, 0, 1);
        List<Bytes> longer = new ArrayList<>(roots);
        longer.add(roots.get(0));
        for (List<Bytes> wrong : List.of(List.<Bytes>of(), roots.subList(0, 2), swapped, longer)) {
            assertThatThrownBy(() -> SignedBatch.of(message, wrong)).hasMessageContaining("tile roots do not agree");
        }
        // the same bytes cut elsewhere have the same digest and, under one node, the same root
        var two = new TileTree(DIGESTS.subList(0, 300));
        Bytes joined = Bytes.concat(two.tileRoots());
        Bytes header = SignedBatch.sign(header(two, 300, Samples.TYPE), two.tileRoots(), SIGNER)
                .message();
        assertThatThrownBy(() -> SignedBatch.of(header, List.of(joined.slice(0, 31), joined.slice(31, 64))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_kid_of_header_and_signature_must_be_one() {
        Department other = Department.of(Samples.ISSUER, 2);
        assertThatThrownBy(() -> SignedBatch.sign(HEADER, TREE.tileRoots(), other))
                .hasMessageContaining("signed by the kid that it names");
        Bytes compressed = CoseSign1.sign(MessageKind.BATCH, NETWORK, OptionalLong.of(1), HEADER.encode(), SIGNER)
                .encoded();
        assertThatThrownBy(() -> SignedBatch.of(compressed, TREE.tileRoots())).hasMessageContaining("uncompressed");
    }

    @Test
    void positions_are_ordered_by_block_then_transaction() {
        assertThat(new Position(1, 9)).isLessThan(new Position(2, 0));
        assertThat(new Position(1, 1)).isGreaterThan(new Position(1, 0)).isEqualByComparingTo(new Position(1, 1));
        assertThatThrownBy(() -> new Position(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Position(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
