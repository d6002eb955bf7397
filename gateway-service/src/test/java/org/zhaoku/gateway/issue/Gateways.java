package org.zhaoku.gateway.issue;

import static org.zhaoku.verifier.status.LicenceState.IN_FORCE;
import static org.zhaoku.verifier.status.LicenceState.SUSPENDED;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.gateway.access.TestCallers;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.catalogue.MongoTypeRepository;
import org.zhaoku.gateway.holder.MandateService;
import org.zhaoku.gateway.holder.MongoMandates;
import org.zhaoku.gateway.keys.DepartmentKeyFile;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.HolderIndex;
import org.zhaoku.gateway.keys.KeyRing;
import org.zhaoku.gateway.keys.KeyRings;
import org.zhaoku.gateway.keys.KeysProperties;
import org.zhaoku.gateway.keys.Pkcs12Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerAlarms;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.embedded.EmbeddedLedger;
import org.zhaoku.gateway.licence.BatchPositions;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.licence.MongoLicenceRepository;
import org.zhaoku.gateway.life.AnchoredLicence;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusReason;
import org.zhaoku.verifier.trust.TypeDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The parts that outlive a gateway's death, real ones, and gateways on them, one after the other. */
final class Gateways implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final UnifiedSocialCreditCode department = Codes.department();
    final LicenceType type = new LicenceType(
            Codes.type(),
            1,
            "示范证",
            false,
            List.of(new FieldDefinition(
                    "CertificateHolderName", "持证主体", FieldDefinition.Kind.TEXT, true, true, true, 50)));
    final LicenceRepository licences;
    final BatchRepository batches;
    final EmbeddedLedger ledger;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final WorkPools pools = new WorkPools();
    private final DataDirectory directory;
    private final Database database;
    private final Pkcs12Signer signer;
    private final Envelope envelope;
    private final HolderIndex holders;
    private final MongoTypeRepository types;
    private final BatchProperties properties = new BatchProperties(
            Duration.ofMillis(30),
            Duration.ofMillis(1),
            1000,
            1000,
            10,
            2,
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofMinutes(5));

    /** One gateway, living or dying. */
    record Running(
            IssueService issuing,
            SuccessorService successors,
            TakeOverService takeOvers,
            Outbox outbox,
            Submitter submitter,
            BatchPositions positions,
            LedgerView view,
            Backlog backlog,
            Alarms alarms,
            DetachedBatches detached)
            implements AutoCloseable {
        @Override
        public void close() {
            outbox.stop();
            detached.destroy();
            submitter.destroy();
            view.close();
        }
    }

    Gateways(Path data) {
        directory = DataDirectory.open(data);
        database = Database.open(TestServer.chosen().uri(), directory);
        signer = Pkcs12Signer.open(directory, new KeysProperties("", "Test region"), clock, random);
        envelope = new Envelope(KeyRings.open(KeyRing.Kind.MASTER, signer.masterKeys(), database, clock), random);
        holders = new HolderIndex(KeyRings.open(KeyRing.Kind.HOLDERS, signer.holderKeys(), database, clock));
        licences = new MongoLicenceRepository(database, envelope, holders);
        batches = new MongoBatchRepository(database, clock);
        types = new MongoTypeRepository(database);
        ledger = EmbeddedLedger.open(data.resolve("ledger").resolve("blocks"), random);
        types.publish(type).block(PATIENCE);
        SigningKey key = signer.createDepartment(department, "示范局");
        Mono.when(ledger.submit(new RegisterAuthority(department, "示范局")))
                .then(ledger.submit(AddKey.prove(ledger.network(), department, key.certificate(), key)))
                .then(ledger.submit(new AuthoriseType(department, type.code())))
                .block(PATIENCE);
    }

    /** The department gets a new key, and the ones before are retired. */
    KeyId rotate() {
        List<SigningKey> before = signer.department(department);
        SigningKey key = signer.addDepartmentKey(department, "示范局");
        ledger.submit(AddKey.prove(ledger.network(), department, key.certificate(), key))
                .block(PATIENCE);
        before.forEach(
                old -> ledger.submit(new RetireKey(department, old.kid())).block(PATIENCE));
        return key.kid();
    }

    /** A key that the department has beside the gateway's, in a file that the gateway does not read. */
    SigningKey keyElsewhere(Path file) {
        SigningKey key =
                new DepartmentKeyFile(file, "a long password", "the test", random).create(department, "示范局", clock);
        ledger.submit(AddKey.prove(ledger.network(), department, key.certificate(), key))
                .block(PATIENCE);
        return key;
    }

    Running start(Crash crash) {
        return start(crash, ledger, GatewayId.of(directory, random));
    }

    /** A further gateway of the region beside the others: the same keys, database and ledger, an id of its own. */
    Running another() {
        byte[] id = new byte[8];
        random.nextBytes(id);
        return start(Crash.NEVER, ledger, new GatewayId(HexFormat.of().formatHex(id)));
    }

    /** A gateway that sees another ledger than the one that is there. */
    Running startOn(Ledger seen) {
        return start(Crash.NEVER, seen, GatewayId.of(directory, random));
    }

    private Running start(Crash crash, Ledger port, GatewayId id) {
        Ledger seenLedger = crash.over(Ledger.class, port);
        LicenceRepository seenLicences = crash.over(LicenceRepository.class, licences);
        BatchRepository seenBatches = crash.over(BatchRepository.class, batches);
        var view = new LedgerView(
                ledger,
                directory.directory("reader-" + id.value()).resolve("records"),
                new LedgerAlarms(clock, code -> {}),
                clock);
        var catalogue = new Catalogue(types, new LedgerChanges(ledger), view);
        var backlog = new Backlog(properties);
        var alarms = new Alarms();
        var keys = new DepartmentKeys(signer, view);
        var statements = new StatementFactory(catalogue, seenLicences, keys, seenLedger, pools, random);
        var made = new MadeBatches();
        var successions = new Successions(seenLicences, view, seenLedger, keys, pools, backlog, made);
        var maker = new BatchMaker(
                seenLicences,
                seenBatches,
                view,
                keys,
                statements,
                successions,
                seenLedger,
                pools,
                random,
                properties,
                made,
                id);
        var submitter = new Submitter(seenLedger, seenBatches, successions, alarms, properties);
        var completion = new Completion(
                view,
                seenLedger,
                seenLicences,
                seenBatches,
                pools,
                backlog,
                alarms,
                properties,
                maker,
                made,
                successions);
        var lanes = new Lanes(maker, submitter, properties);
        var outbox = new Outbox(
                view, seenLicences, statements, maker, submitter, completion, lanes, backlog, properties, clock);
        var approvals = new Approvals(
                new MongoApprovals(database, envelope), seenLicences, catalogue, view, outbox, properties, clock);
        var licenceMaker = new LicenceMaker(view, keys, statements, random, clock);
        var issuing = new IssueService(catalogue, licenceMaker, seenLicences, outbox, backlog, approvals, pools);
        var admission = new Admission(licenceMaker, approvals, backlog, seenLicences, outbox, pools);
        var mandates = new MandateService(new MongoMandates(database, envelope, holders), pools, random, clock);
        var successors = new SuccessorService(
                catalogue, licenceMaker, admission, seenLicences, outbox, view, seenLedger, mandates, pools, clock);
        var takeOvers = new TakeOverService(
                new PackageCheck(view, clock),
                catalogue,
                licenceMaker,
                admission,
                seenLicences,
                outbox,
                new LedgerChanges(ledger),
                view,
                seenLedger,
                pools,
                clock);
        outbox.start();
        var detached = new DetachedBatches(
                issuing, seenLicences, seenBatches, maker, made, submitter, backlog, properties, pools);
        return new Running(
                issuing, successors, takeOvers, outbox, submitter, completion, view, backlog, alarms, detached);
    }

    /** Sends a licence; empty if the gateway dies of it. */
    Optional<Issued> issue(Running gateway) {
        return gateway.issuing()
                .accept(request(false))
                .onErrorResume(dead -> Mono.empty())
                .blockOptional(PATIENCE);
    }

    /** A request for one licence. */
    CheckedRequest request(boolean urgent) {
        return new CheckedRequest(
                type.code(),
                department,
                "张三",
                List.of(),
                Optional.empty(),
                Optional.of(LocalDate.of(2098, 12, 31)),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                urgent);
    }

    /** Asks for a new term; empty if the gateway dies of it. */
    Optional<Licence> renew(Running gateway, Licence licence) {
        return gateway.successors()
                .accept(licence.id(), renewal(gateway), Optional.empty(), PATIENCE)
                .contextWrite(TestCallers.department(department))
                .onErrorResume(dead -> Mono.empty())
                .blockOptional(PATIENCE);
    }

    CheckedSuccessor renewal(Running gateway) {
        return CheckedSuccessor.of(
                new RenewalRequest(null, "2099-12-31", null, null, null, null),
                gateway.successors().today());
    }

    /** Another department that may issue the type, too; the ledger has the type then, whose fields are handed over by it. */
    UnifiedSocialCreditCode neighbour() {
        UnifiedSocialCreditCode code = Codes.department();
        var definition = new TypeDefinition(
                type.code(),
                type.version(),
                type.name(),
                List.of(new org.zhaoku.verifier.trust.FieldDefinition(
                        "CertificateHolderName",
                        "持证主体",
                        org.zhaoku.verifier.trust.FieldDefinition.Kind.TEXT,
                        true,
                        true,
                        true)));
        SigningKey key = signer.createDepartment(code, "邻局");
        Mono.when(ledger.submit(new RegisterAuthority(code, "邻局")), ledger.submit(new PublishType(definition.encode())))
                .then(ledger.submit(AddKey.prove(ledger.network(), code, key.certificate(), key)))
                .then(ledger.submit(new AuthoriseType(code, type.code())))
                .block(PATIENCE);
        return code;
    }

    /** Lets a licence in force go to a department. */
    void letGo(Licence licence, UnifiedSocialCreditCode to) {
        AnchoredLicence anchored = AnchoredLicence.of(ledger.network(), licence);
        submit(
                anchored,
                StatusChange.transferredOut(anchored.place(), 1, new StatusChange.Target(ledger.region(), to)));
    }

    /** Asks to take a licence over; empty if the gateway dies of it. */
    Optional<Licence> takeOver(Running gateway, Licence licence, UnifiedSocialCreditCode to) {
        return gateway.takeOvers()
                .accept(takeOver(licence, to, gateway), PATIENCE)
                .contextWrite(TestCallers.department(to))
                .onErrorResume(dead -> Mono.empty())
                .blockOptional(PATIENCE);
    }

    private static CheckedTakeOver takeOver(Licence licence, UnifiedSocialCreditCode to, Running gateway) {
        var file = new LicencePackage(
                SignedStatement.decode(licence.statement().orElseThrow()),
                licence.receipt().orElseThrow(),
                licence.disclosures().map(all -> Disclosures.of(Cbor.decode(all))));
        return CheckedTakeOver.of(
                new TakeOverRequest(
                        to.value(),
                        Base64.getUrlEncoder().encodeToString(file.encode().toArray()),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                gateway.takeOvers().today());
    }

    /** The stored version of a licence. */
    Optional<Licence> stored(Licence licence, int version) {
        LicenceIdentifier of = licence.identifier();
        return licences.find(new LicenceIdentifier(of.type(), of.issuer(), of.serial(), version))
                .flatMap(found -> licences.find(found.id()))
                .blockOptional(PATIENCE);
    }

    void suspend(Licence licence, long sequence) {
        change(licence, sequence, IN_FORCE, SUSPENDED, StatusReason.PAUSED);
    }

    void restore(Licence licence, long sequence) {
        change(licence, sequence, SUSPENDED, IN_FORCE, StatusReason.RESTORED);
    }

    private void change(
            Licence licence,
            long sequence,
            org.zhaoku.verifier.status.LicenceState from,
            org.zhaoku.verifier.status.LicenceState to,
            StatusReason reason) {
        AnchoredLicence anchored = AnchoredLicence.of(ledger.network(), licence);
        submit(anchored, StatusChange.of(anchored.place(), sequence, from, to, reason));
    }

    private void submit(AnchoredLicence anchored, StatusChange change) {
        List<SigningKey> held = signer.department(department);
        var signed = SignedStatusChange.sign(change, held.get(held.size() - 1));
        ledger.submit(new ChangeStatus(new ProvenChange(signed, anchored.path(), Optional.empty())))
                .block(PATIENCE);
    }

    Licence licence(String id) {
        return licences.find(id).blockOptional(PATIENCE).orElseThrow();
    }

    LicenceState state(String id) {
        return licence(id).state();
    }

    static void eventually(BooleanSupplier condition) {
        Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                .publishOn(Schedulers.boundedElastic())
                .onBackpressureDrop()
                .filter(tick -> condition.getAsBoolean())
                .blockFirst(PATIENCE);
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
        directory.close();
    }
}
