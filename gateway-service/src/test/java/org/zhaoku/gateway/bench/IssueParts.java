package org.zhaoku.gateway.bench;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.licence.MongoLicenceRepository;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.statement.Origin;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;

/**
 * The parts of issuing, each by itself with the gateway's own classes in this process: licences a second. The best of a few turns
 * counts, after one to warm up.
 */
final class IssueParts {
    static final int BATCH = 10_000;

    private static final int SIGNED = 2_000;
    private static final int STORED = 1_000;
    private static final int TURNS = 4;
    private static final List<String> VALUES =
            List.of("照库演练店", "91440300MA0000T018", "餐饮服务经营者", "广东省深圳市示范区演练路1号", "热食类食品制售;冷食类食品制售", "演练员");

    private static final Bytes DISCLOSURES = Bytes.of(new byte[300]);

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final Network network;
    private final Department department;

    /** @param folder for what is stored; one of its own */
    IssueParts(Path folder, Network network, String region) {
        this.folder = folder;
        this.network = network;
        this.department = new Department(folder.resolve("keys"), network, region);
    }

    /** @param turn does {@code count} licences, numbered from its argument on */
    private static double best(int count, IntConsumer turn) {
        turn.accept(0);
        double best = 0;
        for (int i = 1; i <= TURNS; i++) {
            Stopwatch clock = Stopwatch.start();
            turn.accept(i * count);
            best = Math.max(best, clock.perSecond(count));
        }
        return best;
    }

    /** Field tree, statement and its SM2 signature, on one thread. */
    double sign() {
        return best(SIGNED, from -> IntStream.range(from, from + SIGNED).forEach(i -> sign(identifier(i))));
    }

    private SignedStatement sign(LicenceIdentifier identifier) {
        FieldTree tree =
                FieldTree.of(VALUES.stream().map(Cbor::of).map(Cbor.class::cast).toList(), random);
        var face = new TreeMap<Integer, Cbor>(
                Map.of(0, Cbor.of("照**"), 1, Cbor.of("9144**T018"), 2, Cbor.of(VALUES.get(2))));
        LocalDate day = LocalDate.of(2026, 1, 1);
        return SignedStatement.sign(
                new Statement(
                        identifier,
                        1,
                        day,
                        day,
                        Optional.empty(),
                        Origin.NEW,
                        face,
                        tree.size(),
                        tree.root(),
                        Optional.empty()),
                network,
                department.key());
    }

    private LicenceIdentifier identifier(int number) {
        return LicenceIdentifier.of(department.type().value(), department.code().value(), "%013d".formatted(number), 1);
    }

    /** Each licence's writes as in bulk, sealed as always: ANCHORING, IN_FORCE; embedded database. */
    double store() {
        try (TestStore store = TestStore.open(TestServer.EMBEDDED, folder.resolve("store"))) {
            LicenceRepository licences =
                    new MongoLicenceRepository(store.database(), store.envelope(), store.holders());
            return best(STORED, from -> write(licences, from));
        }
    }

    private void write(LicenceRepository licences, int from) {
        Bytes statement = sign(identifier(from)).encoded();
        String draft = "draft-" + from;
        AnchorBatch batch = department.batch(1, from);
        var receipt = new FullReceipt(
                new TileReceipt(0, 0, List.of()), 0, List.of(), batch.batch().message());
        List<Licence> signed = IntStream.range(from, from + STORED)
                .mapToObj(number -> licence(number, statement))
                .toList();
        List<String> ids = signed.stream().map(Licence::id).toList();
        licences.insertAll(signed, ids.stream().collect(Collectors.toMap(Function.identity(), id -> draft)))
                .block();
        licences.inForce(
                        batch.batch().key(), ids.stream().collect(Collectors.toMap(Function.identity(), id -> receipt)))
                .block();
    }

    /** A batch's tree, signature and transaction, until it is in a block. */
    double anchor(Consumer<Command> ledger) {
        department.registration().forEach(ledger);
        return best(BATCH, from -> ledger.accept(department.batch(BATCH, from)));
    }

    private Licence licence(int number, Bytes statement) {
        LocalDate day = LocalDate.of(2026, 1, 1);
        return new Licence(
                "%032x".formatted(number),
                identifier(number),
                1,
                VALUES.get(0),
                List.of(),
                Map.of(
                        "CertificateHolderCode",
                        VALUES.get(1),
                        "KZ_Category",
                        VALUES.get(2),
                        "KZ_Address",
                        VALUES.get(3)),
                day,
                day,
                Optional.empty(),
                Optional.empty(),
                LicenceState.SIGNED,
                Instant.EPOCH,
                Optional.of(statement),
                Optional.of(DISCLOSURES),
                Optional.empty(),
                Optional.empty());
    }
}
