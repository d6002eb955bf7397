package org.zhaoku.gateway.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.verifier.Check;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.qr.QrImages;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustAnchors.Cosigner;
import org.zhaoku.verifier.trust.TrustBundle;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** The whole way: departments, types, licences, ledger, QR code, and the SDK's verdict without a network. */
final class Demo {
    private static final String LICENCES = "/api/v1/licences";
    private static final String BUNDLE = "/api/v1/verifications/trust-bundle";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MODULE_PIXELS = 4;

    private final DemoApi api;
    private final Ledger ledger;
    private final Clock clock;
    private final Path folder;
    private final PrintStream out;

    Demo(DemoApi api, Ledger ledger, Clock clock, Path folder, PrintStream out) {
        this.api = api;
        this.ledger = ledger;
        this.clock = clock;
        this.folder = folder;
        this.out = out;
    }

    /** What came out; the last line of {@code --exit}. */
    record Result(
            String ledger,
            int issued,
            int valid,
            int invalid,
            long firstInForceMillis,
            int qrCharacters,
            boolean right) {
        String json() {
            return String.format(
                    "{\"ledger\":\"%s\",\"issued\":%d,\"valid\":%d,\"invalid\":%d,\"firstInForceMillis\":%d,\"qrCharacters\":%d}",
                    ledger, issued, valid, invalid, firstInForceMillis, qrCharacters);
        }
    }

    Result run() throws IOException {
        out.printf("%n== Zhaoku 照库: from a department to a verdict%n");
        out.printf(
                "Ledger: %s, network %s%n",
                ledger.shared()
                        ? "Hyperledger Fabric, shared by the regions"
                        : "embedded: one party's ledger, for trying",
                ledger.network());
        DemoData.authorities().forEach(each -> {
            api.post("/api/v1/authorities", each);
            out.printf("Department  %s  %s: SM2 key made and registered%n", each.get("code"), each.get("name"));
        });
        DemoData.types().forEach(each -> {
            api.post("/api/v1/types", each);
            out.printf("Type        %s  %s: published%n", each.get("code"), each.get("name"));
        });
        List<String> ids = issue();
        long firstInForce = awaitAll(ids);
        return verify(ids, firstInForce);
    }

    private List<String> issue() {
        List<String> ids = new ArrayList<>();
        for (Map<String, Object> licence : DemoData.licences()) {
            String id = String.valueOf(api.post(LICENCES, licence).get("id"));
            ids.add(id);
            out.printf("Accepted    %s  %s%n", id, licence.get("holderName"));
        }
        return ids;
    }

    /** Milliseconds from the start of the process until the first licence was in force. */
    private long awaitAll(List<String> ids) {
        long first = 0;
        for (String id : ids) {
            String path = LICENCES + "/" + id;
            Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                    .onBackpressureDrop()
                    .publishOn(Schedulers.boundedElastic(), 1)
                    .map(tick -> String.valueOf(api.get(path).get("state")))
                    .takeUntil("IN_FORCE"::equals)
                    .blockLast(PATIENCE);
            if (first == 0) {
                first = ManagementFactory.getRuntimeMXBean().getUptime();
            }
        }
        out.printf("In force    all %d; the first %.1f s after the start%n", ids.size(), first / 1000.0);
        return first;
    }

    private Result verify(List<String> ids, long firstInForce) throws IOException {
        Sm2Certificate region = Sm2Certificate.of(Bytes.of(api.bytes(BUNDLE + "/certificate")));
        Bytes bundleBytes = Bytes.of(api.bytes(BUNDLE));
        out.printf("Trust bundle: %d bytes; from here on nothing is asked of the network%n%n", bundleBytes.size());
        var anchors = new TrustAnchors(
                ledger.network(), Map.of(region.kid(), new Cosigner(ledger.region(), region.publicKey())), 1);
        var verifier = new LicenceVerifier(TrustBundle.open(bundleBytes, anchors, CheckpointStore.inMemory()));
        Files.createDirectories(folder);
        int valid = 0;
        int longest = 0;
        for (String id : ids) {
            Path file = folder.resolve(id + ".png");
            Files.write(file, api.bytes(LICENCES + "/" + id + "/qr.png"));
            String scanned = QrImages.read(Files.readAllBytes(file))
                    .orElseThrow(() -> new DemoException("the QR code of " + id + " could not be read back"));
            Verdict verdict = verifier.verify(scanned, clock.instant());
            longest = Math.max(longest, scanned.length());
            valid += verdict.outcome() == Verdict.Outcome.VALID ? 1 : 0;
            out.printf(
                    "%-12s %s  %d characters with receipt, QR version %d%n",
                    outcome(verdict), show(verdict), scanned.length(), QrImages.version(scanned));
        }
        Path sample = folder.resolve(ids.get(0) + ".png");
        String scanned = QrImages.read(Files.readAllBytes(sample)).orElseThrow();
        int invalid = tamper(verifier, scanned);
        out.printf("%nQR code with receipt: %s%n", sample);
        speed(verifier, scanned);
        return new Result(
                ledger.shared() ? "fabric" : "embedded",
                ids.size(),
                valid,
                invalid,
                firstInForce,
                longest,
                valid == ids.size() && invalid == 1);
    }

    private int tamper(LicenceVerifier verifier, String scanned) throws IOException {
        String altered = alter(scanned);
        Path file = folder.resolve("altered.png");
        Files.write(file, QrImages.png(altered, MODULE_PIXELS));
        Verdict verdict =
                verifier.verify(QrImages.read(Files.readAllBytes(file)).orElse(""), clock.instant());
        out.printf(
                "%-12s the first code with one byte of its statement changed: %s%n", outcome(verdict), show(verdict));
        return verdict.outcome() == Verdict.Outcome.INVALID ? 1 : 0;
    }

    /** The same code with one bit of the statement's signed payload turned round. */
    private static String alter(String scanned) {
        LicenceCode code = LicenceCode.parse(scanned);
        byte[] statement = code.statement().encoded().toArray();
        statement[statement.length / 3] ^= 1;
        var receipt = code.receipt().orElseThrow();
        return LicenceCode.PREFIX
                + Base45.encode(Cbor.array(Cbor.of(Bytes.of(statement)), receipt.toCbor())
                        .encode()
                        .toArray());
    }

    /** On a ledger for trying every verdict says so. */
    private static String outcome(Verdict verdict) {
        return (verdict.test() ? "TEST " : "") + verdict.outcome();
    }

    private static String show(Verdict verdict) {
        return verdict.fold(licence -> licence.statement().identifier().toString(), Demo::reasons, Demo::reasons);
    }

    private static String reasons(List<Check> reasons) {
        return Optional.of(reasons)
                .map(all -> all.stream()
                        .map(check -> check.code() + " " + check.chinese() + " (" + check.english() + "); "
                                + check.adviceChinese())
                        .toList())
                .map(Objects::toString)
                .orElseThrow();
    }

    private void speed(LicenceVerifier verifier, String scanned) {
        int rounds = 500;
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            if (verifier.verify(scanned, clock.instant()).outcome() != Verdict.Outcome.VALID) {
                throw new DemoException("one code had two verdicts");
            }
        }
        out.printf(
                "Verification offline: %.0f µs each over %d rounds%n",
                (System.nanoTime() - start) / 1000.0 / rounds, rounds);
    }
}
