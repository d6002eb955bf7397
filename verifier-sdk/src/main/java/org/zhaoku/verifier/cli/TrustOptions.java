package org.zhaoku.verifier.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.PartEntry;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustBundleException;
import picocli.CommandLine.Option;

/** Whom to trust, and the way to a bundle that they signed. */
final class TrustOptions {
    private static final int MAX_ANCHORS = 1 << 20;

    @Option(
            names = "--anchors",
            required = true,
            paramLabel = "FILE",
            description = "whom you trust, as \"bundle anchors\" writes it; there is no default")
    private @Nullable Path anchors;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description =
                    "remembers the last checkpoint seen, so that nobody can bring an older bundle back; made at first use")
    private @Nullable Path store;

    @Option(
            names = "--parts",
            paramLabel = "DIR",
            description = "folder with more parts of the bundle, each named by its SM3 as a server has them")
    private @Nullable Path parts;

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description = "where to write the proof if regions signed two logs; it must not be there yet")
    private @Nullable Path evidence;

    boolean remembers() {
        return store != null;
    }

    /**
     * Opens the files of one bundle.
     *
     * @throws CliException if a file cannot be used
     * @throws TrustBundleException if the bundle must not be used
     */
    TrustBundle open(List<Path> files) {
        try {
            return opened(files);
        } catch (TrustBundleException e) {
            if (evidence != null && e.evidence().isPresent()) {
                UserFiles.write("the evidence", evidence, e.evidence().get().encode());
            }
            throw e;
        }
    }

    private TrustBundle opened(List<Path> files) {
        TrustAnchors trusted = anchors();
        // files of one bundle differ in their parts, not in their checkpoint
        CheckpointStore checkpoints = Optional.ofNullable(store)
                .<CheckpointStore>map(FileCheckpointStore::new)
                .orElseGet(CheckpointStore::inMemory);
        TrustBundle bundle = null;
        for (Path file : files) {
            TrustBundle next =
                    TrustBundle.open(UserFiles.read("the bundle", file, TrustBundle.MAX_FILE), trusted, checkpoints);
            bundle = bundle == null ? next : bundle.merge(next);
        }
        if (bundle == null) {
            throw new IllegalStateException("no bundle was named");
        }
        return bundle.with(found(bundle));
    }

    private TrustAnchors anchors() {
        Path file = Objects.requireNonNull(anchors);
        Bytes content = UserFiles.read("the anchors", file, MAX_ANCHORS);
        try {
            return TrustAnchors.decode(content);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    "CLI_ANCHORS_DAMAGED",
                    "expected a file that \"bundle anchors\" wrote, got another or a damaged one at "
                            + Plain.text(file.toString()) + ": make it again from the regions' certificates");
        }
    }

    /** The parts in the folder that the manifest names and no file has brought. */
    private Map<String, Bytes> found(TrustBundle bundle) {
        Path folder = parts;
        if (folder == null) {
            return Map.of();
        }
        if (!Files.isDirectory(folder)) {
            throw new CliException(
                    "CLI_FILE_UNREADABLE",
                    "--parts: expected a folder at " + Plain.text(folder.toString())
                            + ", got none: check path and rights");
        }
        Map<String, Bytes> found = new TreeMap<>();
        List<PartEntry> missing = new ArrayList<>(bundle.manifest().parts());
        missing.removeIf(part -> bundle.loaded().contains(part.name()));
        for (PartEntry part : missing) {
            for (Path file : List.of(
                    folder.resolve(part.path()), folder.resolve(part.digest().hex()))) {
                if (Files.exists(file) && !found.containsKey(part.name())) {
                    found.put(part.name(), UserFiles.read("the part " + part.name(), file, TrustBundle.MAX_FILE));
                }
            }
        }
        return found;
    }
}
