package org.zhaoku.verifier.presentation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.SeededRandom;
import org.zhaoku.verifier.testing.World;

/** Licences to show, bound to a key or to none, and those who sign. */
final class Shown {
    static final Instant TIME = World.NOW;
    static final String AUDIENCE = "91440300MA0000T018";
    static final Bytes NONCE = Bytes.fromHex("00112233445566778899aabbccddeeff");

    static final Department ISSUER = Department.of(Samples.ISSUER, 1);
    static final Department GATEWAY = Department.of("RegionA", 5);
    static final Department UNKNOWN_GATEWAY = Department.of("RegionZ", 6);
    static final Function<KeyId, Optional<Sm2PublicKey>> GATEWAYS =
            kid -> kid.equals(GATEWAY.kid()) ? Optional.of(GATEWAY.key().publicKey()) : Optional.empty();

    static final PresentationSigner BY_GATEWAY = PresentationSigner.gateway(GATEWAY);
    static final PresentationSigner BY_UNKNOWN_GATEWAY = PresentationSigner.gateway(UNKNOWN_GATEWAY);
    static final PresentationSigner BY_FIRST = holder(101);
    static final PresentationSigner BY_SECOND = holder(102);

    static final LicenceCode UNBOUND = licence(0, Optional.empty(), 1);
    static final LicenceCode OF_FIRST = licence(1, Optional.of(thumbprint(101)), 0);
    static final LicenceCode OF_SECOND = licence(2, Optional.of(thumbprint(102)), 3);

    static final Showing SHOWING = Showing.at(TIME, Optional.of(AUDIENCE), Optional.of(NONCE));
    static final PresentationCheck CHECK = check(Optional.of(AUDIENCE), Optional.of(NONCE));

    private Shown() {}

    static PresentationSigner holder(long seed) {
        var random = new SeededRandom(seed);
        Sm2PrivateKey key = Sm2PrivateKey.generate(random);
        return PresentationSigner.holder(key.publicKey(), message -> key.sign(message, random));
    }

    private static Bytes thumbprint(long seed) {
        return holder(seed).holderKey().orElseThrow().thumbprint();
    }

    private static LicenceCode licence(int number, Optional<Bytes> holderKey, int field) {
        FieldTree fields = Samples.fields(number);
        Statement bare = Samples.statement("2026%07d".formatted(number), fields);
        var statement = new Statement(
                bare.identifier(),
                bare.typeVersion(),
                bare.issued(),
                bare.validFrom(),
                bare.validTo(),
                bare.origin(),
                bare.face(),
                bare.fieldCount(),
                bare.fieldRoot(),
                holderKey);
        return new LicenceCode(
                World.sign(statement, ISSUER),
                Optional.empty(),
                Optional.of(fields.disclose(new TreeSet<>(List.of(field)))));
    }

    static PresentationCheck check(Optional<String> audience, Optional<Bytes> nonce) {
        return new PresentationCheck(World.NETWORK, audience, nonce, Duration.ofSeconds(30), Optional.empty());
    }

    static Presentation sign(List<LicenceCode> licences, Showing showing, PresentationSigner... signers) {
        return Presentation.sign(licences, showing, World.NETWORK, List.of(signers));
    }

    static Presentation sign(List<LicenceCode> licences, PresentationSigner... signers) {
        return sign(licences, SHOWING, signers);
    }

    static List<Optional<Statement>> opened(Presentation presentation) {
        return presentation.licences().stream()
                .map(LicenceCode::statement)
                .map(Shown::open)
                .toList();
    }

    private static Optional<Statement> open(SignedStatement statement) {
        return statement.open(World.NETWORK, ISSUER.key().publicKey());
    }

    static PresentationResult result(Presentation presentation) {
        return CHECK.check(presentation, opened(presentation), TIME, GATEWAYS);
    }
}
