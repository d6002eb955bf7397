package org.zhaoku.verifier.cli;

import java.util.List;
import java.util.function.Function;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.log.SplitView;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.trust.BundleManifest;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import org.zhaoku.verifier.trust.PartEntry;
import org.zhaoku.verifier.trust.TrustAnchors;

/** Files in CBOR: the strict readers are asked one by one, and one at most takes a file. */
final class InspectedFiles {
    private static final List<Function<Bytes, Inspection>> KINDS = List.of(
            InspectedMessages::of,
            file -> InspectedCodes.of(LicencePackage.decode(file)),
            InspectedFiles::opened,
            file -> new Inspection("cosigned checkpoint", InspectedMessages.of(CosignedCheckpoint.decode(file))),
            file -> new Inspection("checkpoint store", InspectedMessages.of(FileCheckpointStore.decode(file))),
            file -> InspectedMessages.of(SplitView.decode(file)),
            file -> manifest(BundleManifest.decode(file)),
            file -> new Inspection("trust anchors", of(TrustAnchors.decode(file))),
            file -> list(StatusList.decode(file, 2)),
            file -> list(StatusList.decode(file, 1)));

    private InspectedFiles() {}

    /** @throws CliException CLI_INPUT_UNKNOWN */
    static Inspection of(Bytes file) {
        for (Function<Bytes, Inspection> kind : KINDS) {
            try {
                return kind.apply(file);
            } catch (IllegalArgumentException e) {
                // one of the others, or none
            }
        }
        throw new CliException(
                "CLI_INPUT_UNKNOWN",
                "expected an image or text with codes, a licence package, a trust bundle or a part or store or anchors of one,"
                        + " or a signed message of this project, got " + file.size() + " bytes that are none of these,"
                        + " or a damaged one of them");
    }

    /** @throws CliException CLI_INPUT_UNKNOWN */
    static Inspection bundle(Bytes file) {
        try {
            return opened(file);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    "CLI_INPUT_UNKNOWN",
                    "expected a trust bundle or a delta of one, got another file or a damaged one: " + e.getMessage());
        }
    }

    private static Inspection opened(Bytes file) {
        List<Cbor> parts = CborReads.array("trust bundle", Cbor.decode(file), 3, 5);
        CosignedCheckpoint cosigned = CosignedCheckpoint.decode(parts.get(0).encode());
        Bytes encoded = CborReads.bytes("manifest", parts.get(1));
        BundleManifest manifest = BundleManifest.decode(encoded);
        boolean delta = parts.size() == 5;
        Facts facts = new Facts()
                .put("bytes", file.size())
                .put("cosigned", InspectedMessages.of(cosigned))
                .put("manifest", of(manifest));
        if (delta) {
            facts.put("base", CborReads.bytes("base", parts.get(2), Sm3.LENGTH).hex());
        }
        List<Cbor.Map.Entry> contents = List.copyOf(
                CborReads.map("parts", parts.get(delta ? 3 : 2)).entries().values());
        facts.put(
                "parts",
                contents.stream()
                        .map(entry -> new Facts()
                                .put("name", CborReads.text("name", entry.key()))
                                .put(
                                        "bytes",
                                        CborReads.bytes("part", entry.value()).size()))
                        .toList());
        return new Inspection(delta ? "delta of a trust bundle" : "trust bundle", facts);
    }

    private static Inspection manifest(BundleManifest manifest) {
        return new Inspection("manifest of a trust bundle", of(manifest));
    }

    private static Facts of(BundleManifest manifest) {
        return new Facts()
                .put("bytes", manifest.encoded().size())
                .put("digest", manifest.digest().hex())
                .put("network", manifest.network().name())
                .put("test", manifest.test())
                .put("expires", manifest.expiresAt())
                .put("parts", manifest.parts().stream().map(InspectedFiles::of).toList());
    }

    private static Facts of(PartEntry part) {
        return new Facts()
                .put("name", part.name())
                .put("version", part.version())
                .put("bytes", part.length())
                .put("digest", part.digest().hex());
    }

    static Facts of(TrustAnchors anchors) {
        return new Facts()
                .put("network", anchors.network().name())
                .put("k", anchors.k())
                .put(
                        "cosigners",
                        anchors.cosigners().entrySet().stream()
                                .map(entry -> new Facts()
                                        .put("region", entry.getValue().region())
                                        .put("kid", entry.getKey().toString()))
                                .toList());
    }

    private static Inspection list(StatusList list) {
        var facts = new Facts().put("bits", list.bits()).put("values", list.size());
        int[] counts = new int[1 << list.bits()];
        for (int i = 0; i < list.size(); i++) {
            counts[list.at(i)]++;
        }
        for (int value = 0; value < counts.length; value++) {
            facts.put("value" + value, counts[value]);
        }
        return new Inspection("status list", facts);
    }
}
