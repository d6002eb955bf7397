package org.zhaoku.gateway.ledger;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.gateway.keys.KeysProperties;
import org.zhaoku.gateway.keys.Pkcs12Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;

/** A department with a real key that registers itself and makes batches. */
public final class Department {
    private final Network network;
    private final String region;
    private final SigningKey key;
    private final UnifiedSocialCreditCode code = Codes.department();
    private final LicenceTypeCode type = Codes.type();

    public Department(Path folder, Network network, String region) {
        this.network = network;
        this.region = region;
        var signer = Pkcs12Signer.open(
                DataDirectory.open(folder), new KeysProperties("", "test"), Clock.systemUTC(), new SecureRandom());
        this.key = signer.createDepartment(code, "示范局");
    }

    public UnifiedSocialCreditCode code() {
        return code;
    }

    public LicenceTypeCode type() {
        return type;
    }

    public SigningKey key() {
        return key;
    }

    /** What makes it able to anchor. */
    public List<Command> registration() {
        return List.of(
                new RegisterAuthority(code, "示范局"),
                AddKey.prove(network, code, key.certificate(), key),
                new AuthoriseType(code, type));
    }

    /** A batch of {@code size} invented statements, the same for the same seed but for its signature. */
    public AnchorBatch batch(int size, long seed) {
        var tree = new TileTree(digests(size, seed));
        var header = new BatchHeader(
                network,
                code,
                region,
                key.kid(),
                new TreeSet<>(List.of(type.value())),
                size,
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        return new AnchorBatch(SignedBatch.sign(header, tree.tileRoots(), key));
    }

    /** Digests of the statements in {@link #batch} of this size and seed. */
    public static List<Bytes> digests(int size, long seed) {
        var random = new Random(seed);
        List<Bytes> digests = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] digest = new byte[Sm3.LENGTH];
            random.nextBytes(digest);
            digests.add(Bytes.of(digest));
        }
        return digests;
    }
}
