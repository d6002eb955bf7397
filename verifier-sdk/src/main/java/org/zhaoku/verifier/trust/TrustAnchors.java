package org.zhaoku.verifier.trust;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

/**
 * Whom the caller trusts to say what is on the ledger. There is no default: take keys and k from the regions themselves, on a
 * way that is not the bundle's.
 *
 * @param network the ledger's network
 * @param cosigners the regions' checkpoint keys by kid; a region may have several
 * @param k from how many regions a bundle must be signed, 1 up to the number of regions
 */
public record TrustAnchors(Network network, Map<KeyId, Cosigner> cosigners, int k) {
    private static final int FORMAT_1 = 1;
    private static final int MAX_COSIGNERS = 1024;

    /**
     * A region's key.
     *
     * @param region its MSP id
     * @param key signs the region's checkpoints
     */
    public record Cosigner(String region, Sm2PublicKey key) {
        /** @throws IllegalArgumentException if {@code region} is not an MSP id */
        public Cosigner {
            Names.checkMspId(region);
        }
    }

    /** @throws IllegalArgumentException if k is not 1 up to the number of regions */
    public TrustAnchors {
        cosigners = Collections.unmodifiableMap(new TreeMap<>(cosigners));
        long regions =
                cosigners.values().stream().map(Cosigner::region).distinct().count();
        if (k < 1 || k > regions) {
            throw new IllegalArgumentException("expected k from 1 to the number of regions, which is " + regions
                    + " (two keys of one region count once), got " + k);
        }
    }

    /**
     * The anchors as a file, for those who hand them to many devices. It is not signed: guard it like a key store.
     *
     * @return CBOR {1: format 1, 2: network, 3: k, 4: [+ [region, kid, 04‖x‖y]]}, ascending by kid
     */
    public Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(network.name()))
                .put(3, Cbor.of(k))
                .put(
                        4,
                        Cbor.array(cosigners.entrySet().stream()
                                .map(entry -> Cbor.array(
                                        Cbor.of(entry.getValue().region()),
                                        Cbor.of(entry.getKey().value()),
                                        Cbor.of(entry.getValue().key().encoded())))
                                .toList()))
                .build()
                .encode();
    }

    /** @throws IllegalArgumentException if {@code file} is anything else than {@link #encode} makes */
    public static TrustAnchors decode(Bytes file) {
        var map = new CborMapReader("trust anchors", Cbor.decode(file));
        map.number(1, FORMAT_1, FORMAT_1);
        Map<KeyId, Cosigner> cosigners = new LinkedHashMap<>();
        for (Cbor item : CborReads.array("cosigners", map.get(4), 1, MAX_COSIGNERS)) {
            List<Cbor> parts = CborReads.array("cosigner", item, 3, 3);
            cosigners.put(
                    new KeyId(CborReads.bytes("kid", parts.get(1), KeyId.LENGTH)),
                    new Cosigner(
                            CborReads.text("region", parts.get(0)),
                            Sm2PublicKey.of(CborReads.bytes("public key", parts.get(2)))));
        }
        var anchors = new TrustAnchors(new Network(map.text(2)), cosigners, (int) map.number(3, 1, MAX_COSIGNERS));
        map.end();
        if (!anchors.encode().equals(file)) {
            throw new CborException("trust anchors: expected the cosigners in strictly ascending order of their kids");
        }
        return anchors;
    }

    /**
     * The regions whose signatures count.
     *
     * @return MSP ids
     * @throws TrustBundleException WRONG_NETWORK, WRONG_SIGNATURE, FOREIGN_SIGNER or TOO_FEW_COSIGNERS
     */
    Set<String> verify(CosignedCheckpoint cosigned) {
        Network named = cosigned.checkpoint().network();
        if (!named.equals(network)) {
            throw new TrustBundleException(
                    Reason.WRONG_NETWORK,
                    "expected a bundle of network " + network + ", got one of " + named
                            + ": fetch the bundle of the network whose keys you trust");
        }
        Set<String> regions = new TreeSet<>();
        int foreign = 0;
        for (SignedCheckpoint message : cosigned.messages()) {
            Optional<Cosigner> cosigner = Optional.ofNullable(cosigners.get(message.kid()));
            if (cosigner.isEmpty()) {
                foreign++;
            } else if (message.verifies(network, cosigner.get().key())) {
                regions.add(cosigner.get().region());
            } else {
                throw new TrustBundleException(
                        Reason.WRONG_SIGNATURE,
                        "the signature of kid " + message.kid() + " ("
                                + cosigner.get().region()
                                + ") is wrong: fetch the bundle again; if it stays so, report it");
            }
        }
        if (regions.size() < k) {
            String found = "expected signatures of " + k + " trusted regions, got " + regions.size();
            throw foreign > 0
                    ? new TrustBundleException(
                            Reason.FOREIGN_SIGNER,
                            found + " and " + foreign + " of unknown keys: ask the regions for their present keys")
                    : new TrustBundleException(
                            Reason.TOO_FEW_COSIGNERS, found + ": wait for more regions to sign, and fetch again");
        }
        return regions;
    }
}
