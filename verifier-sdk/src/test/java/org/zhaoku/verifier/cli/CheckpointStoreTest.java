package org.zhaoku.verifier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cli.Desk.Run;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.testing.Mutations;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;

class CheckpointStoreTest {
    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void fill() throws IOException {
        desk = new Desk(folder);
    }

    private Run check(String bundle, String... more) throws Exception {
        var arguments = new java.util.ArrayList<>(
                List.of("bundle", "check", bundle, "--anchors", "anchors.bin", "--store", "store"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--at", World.NOW.toString()));
        return desk.run(Bytes.EMPTY, arguments.toArray(new String[0]));
    }

    @Test
    void an_older_bundle_is_noticed_from_one_run_to_the_next() throws Exception {
        assertThat(check("bundle.bin").status()).isZero();
        assertThat(check("newer.bin").status()).isZero();
        Run older = check("bundle.bin");
        assertThat(older.status()).isEqualTo(4);
        assertThat(older.err()).startsWith("zhaoku: ROLLBACK ");
        assertThat(check("newer.bin").out()).contains("rollbackNoticed: true");
        assertThat(folder.resolve("store.new")).doesNotExist();
    }

    @Test
    void the_proof_of_a_split_view_is_kept() throws Exception {
        assertThat(check("bundle.bin").status()).isZero();
        Run split = check("split.bin", "--evidence", "evidence.bin");
        assertThat(split.status()).isEqualTo(4);
        assertThat(split.err()).startsWith("zhaoku: SPLIT_VIEW ");
        Run inspected = desk.run(Bytes.EMPTY, "inspect", "evidence.bin");
        assertThat(inspected.status()).isZero();
        assertThat(inspected.out()).contains("proof of a split view", "NOTHING HERE WAS VERIFIED");
        assertThat(check("split.bin", "--evidence", "evidence.bin").err()).startsWith("zhaoku: CLI_FILE_NOT_WRITTEN ");
    }

    @Test
    void another_network_needs_another_store() {
        var store = new FileCheckpointStore(desk.path("store"));
        open(store, World.anchors(World.NETWORK), desk.read("bundle.bin"));
        var network = new Network("other");
        assertThatThrownBy(() -> open(store, World.anchors(network), new World().bundleFile(network)))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.code()).isEqualTo("CLI_STORE_NETWORK"));
    }

    private static void open(FileCheckpointStore store, TrustAnchors anchors, Bytes bundle) {
        assertThat(TrustBundle.open(bundle, anchors, store).network()).isEqualTo(anchors.network());
    }

    @Test
    void every_damage_of_the_store_is_refused_and_it_stays_as_it_is() {
        var store = new FileCheckpointStore(desk.path("store"));
        open(store, World.anchors(World.NETWORK), desk.read("bundle.bin"));
        Bytes content = desk.read("store");
        Mutations.of(content).forEach((how, damaged) -> {
            desk.write("store", damaged);
            assertThatThrownBy(() -> open(store, World.anchors(World.NETWORK), desk.read("bundle.bin")))
                    .as(how)
                    .isInstanceOfSatisfying(
                            CliException.class, e -> assertThat(e.code()).isEqualTo("CLI_STORE_DAMAGED"));
            assertThat(desk.read("store")).isEqualTo(damaged);
        });
    }

    @Test
    void a_later_checkpoint_of_another_process_stays() {
        var store = new FileCheckpointStore(desk.path("store"));
        open(store, World.anchors(World.NETWORK), desk.read("newer.bin"));
        Bytes later = desk.read("store");
        store.save(TrustBundle.open(desk.read("bundle.bin"), World.anchors(World.NETWORK), CheckpointStore.inMemory())
                .cosigned());
        assertThat(desk.read("store")).isEqualTo(later);
    }

    @Test
    void a_store_that_cannot_be_written_is_said() throws IOException {
        Path nowhere = desk.path("nowhere").resolve("store");
        assertThatThrownBy(() ->
                        open(new FileCheckpointStore(nowhere), World.anchors(World.NETWORK), desk.read("bundle.bin")))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.code()).isEqualTo("CLI_FILE_NOT_WRITTEN"));
        Files.createDirectory(desk.path("folder"));
        assertThatThrownBy(() -> open(
                        new FileCheckpointStore(desk.path("folder")),
                        World.anchors(World.NETWORK),
                        desk.read("bundle.bin")))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.code()).isEqualTo("CLI_FILE_UNREADABLE"));
    }
}
