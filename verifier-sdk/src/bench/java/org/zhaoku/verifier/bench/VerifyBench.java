package org.zhaoku.verifier.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all measurements in turn, several rounds of short ones, each in a JVM of its own with one thread; what disturbs the
 * machine for a while so meets all of them. Of each the best iteration counts: disturbance only ever makes it slower.
 */
public final class VerifyBench {
    private static final int ROUNDS = 3;

    /** @param name in the table */
    private record Measurement(String name, String benchmark, String peer, String provider, int rounds) {
        static Measurement of(String name, String benchmark, int rounds) {
            return new Measurement(name, benchmark, "", "", rounds);
        }

        static Measurement ofPeer(String name, String peer, String provider, int rounds) {
            return new Measurement(name, "PeerBench.verify", peer, provider, rounds);
        }
    }

    private static final Measurement OURS = Measurement.of("SM2, key kept: ours", "Sm2Bench.ours", ROUNDS);
    private static final Measurement BOUNCY_CASTLE =
            Measurement.of("SM2, key kept: Bouncy Castle", "Sm2Bench.bouncyCastlePrepared", ROUNDS);
    private static final Measurement VERDICT = Measurement.of("Verdict from QR text", "VerdictBench.verdict", ROUNDS);
    private static final Measurement DCC = Measurement.ofPeer("Peer: DCC, ES256", "dcc", "jdk", ROUNDS);
    private static final Measurement SD_JWT = Measurement.ofPeer("Peer: SD-JWT VC, ES256", "sdJwt", "jdk", ROUNDS);

    private static final List<Measurement> ALL = List.of(
            OURS,
            BOUNCY_CASTLE,
            VERDICT,
            DCC,
            SD_JWT,
            Measurement.of("SM2, key read anew: ours", "Sm2Bench.oursFreshKey", 1),
            Measurement.of("SM2, key read anew: Bouncy Castle", "Sm2Bench.bouncyCastleFreshKey", 1),
            Measurement.ofPeer("DCC with Bouncy Castle as provider", "dcc", "bouncyCastle", 1),
            Measurement.ofPeer("SD-JWT VC with Bouncy Castle as provider", "sdJwt", "bouncyCastle", 1));

    private VerifyBench() {}

    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        Map<Measurement, List<Double>> scores = measure();
        System.out.printf("%n%-42s %12s %12s %10s%n", "per second, one thread", "best", "median", "µs (best)");
        scores.forEach((measurement, all) -> System.out.printf(
                Locale.ROOT,
                "%-42s %,12.0f %,12.0f %10.1f%n",
                measurement.name(),
                best(all),
                median(all),
                1e6 / best(all)));
        double verdicts = best(scores, VERDICT);
        double dcc = best(scores, DCC);
        double sdJwt = best(scores, SD_JWT);
        double sm2Ratio = best(scores, OURS) / best(scores, BOUNCY_CASTLE);
        double peerRatio = verdicts / Math.max(dcc, sdJwt);
        System.out.printf(Locale.ROOT, "%nSM2 ours : Bouncy Castle, key kept    %.2f : 1%n", sm2Ratio);
        System.out.printf(
                Locale.ROOT,
                "Verdicts : the faster peer            %.2f : 1 (DCC %.2f, SD-JWT VC %.2f)%n",
                peerRatio,
                verdicts / dcc,
                verdicts / sdJwt);
        printMemory();
        if (List.of(arguments).contains("--json")) {
            System.out.printf(
                    Locale.ROOT,
                    "{\"sm2Ratio\":%.2f,\"verdictsPerSecond\":%.0f,\"peerRatio\":%.2f,\"peers\":{\"dcc\":%.0f,\"sdJwt\":%.0f}}%n",
                    sm2Ratio,
                    verdicts,
                    peerRatio,
                    dcc,
                    sdJwt);
        }
    }

    private static Map<Measurement, List<Double>> measure() throws RunnerException {
        Map<Measurement, List<Double>> scores = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Measurement measurement : ALL) {
                if (round < measurement.rounds()) {
                    System.err.printf("round %d of %d: %s%n", round + 1, ROUNDS, measurement.name());
                    scores.computeIfAbsent(measurement, key -> new ArrayList<>()).addAll(run(measurement));
                }
            }
        }
        return scores;
    }

    private static List<Double> run(Measurement measurement) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(measurement.benchmark() + "$")
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .threads(1)
                .forks(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.milliseconds(1000))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(700))
                .jvmArgs("-Xmx512m", "-XX:+UseSerialGC")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (!measurement.peer().isEmpty()) {
            options.param("peer", measurement.peer()).param("provider", measurement.provider());
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        return results.stream()
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(result -> result.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
    }

    private static double best(Map<Measurement, List<Double>> scores, Measurement measurement) {
        return best(scores.getOrDefault(measurement, List.of()));
    }

    private static double best(List<Double> scores) {
        return scores.stream().mapToDouble(score -> score).max().orElseThrow();
    }

    private static double median(List<Double> scores) {
        return scores.stream().sorted().toList().get(scores.size() / 2);
    }

    private static void printMemory() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx1g",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Memory.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] bytes = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ", -1);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the measurement of memory failed");
        }
        System.out.printf(
                Locale.ROOT,
                "Memory: %,d KB for 1,000 issuers in use; %,d KB in the bundle for 1,000,000 licences%n",
                Long.parseLong(bytes[0]) / 1024,
                Long.parseLong(bytes[1]) / 1024);
    }
}
