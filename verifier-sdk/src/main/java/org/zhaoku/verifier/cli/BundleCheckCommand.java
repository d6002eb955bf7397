package org.zhaoku.verifier.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.trust.PartEntry;
import org.zhaoku.verifier.trust.TrustBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bundle check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Opens a trust bundle as \"verify\" does, and says who stands for it and what it holds.")
final class BundleCheckCommand implements Callable<Integer> {
    private static final String CURRENT = "CURRENT";

    /** What the strict policy allows for. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "files of one bundle")
    private List<Path> files = List.of();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--at", paramLabel = "TIME", description = "the time of the check; now if not given")
    private @Nullable Instant at;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    BundleCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TrustBundle bundle = trust.open(files);
        Instant time = at == null ? console.clock().instant().truncatedTo(ChronoUnit.SECONDS) : at;
        Facts facts = facts(bundle, time);
        console.out().print(json ? facts.json() + "\n" : facts.text());
        return (validity(bundle, time).equals(CURRENT) ? ExitCode.DONE : ExitCode.CANNOT_TELL).number();
    }

    private Facts facts(TrustBundle bundle, Instant time) {
        return new Facts()
                .put(
                        "result",
                        validity(bundle, time).equals(CURRENT)
                                ? "genuine; verdicts can rest on it"
                                : "genuine, but every verdict on it is CANNOT_TELL")
                .put("network", bundle.network().name())
                .put("test", bundle.test())
                .texts("cosigners", new TreeSet<>(bundle.cosigners()))
                .put("digest", bundle.digest().hex())
                .put("records", bundle.checkpoint().size())
                .put("ledgerRoot", bundle.checkpoint().root().hex())
                .put("issued", bundle.issuedAt())
                .put("expires", bundle.expiresAt())
                .put("at", time)
                .put("age", Duration.between(bundle.issuedAt(), time).toString())
                .put("validity", validity(bundle, time))
                .put("rollbackNoticed", trust.remembers())
                .put("departments", bundle.authorities().size())
                .put("types", bundle.types().size())
                .put(
                        "parts",
                        bundle.manifest().parts().stream()
                                .map(part -> part(part, bundle))
                                .toList());
    }

    /** What a verdict says with LIC-902 and LIC-901. */
    private static String validity(TrustBundle bundle, Instant time) {
        if (time.isBefore(bundle.issuedAt().minus(CLOCK_SKEW))) {
            return "NOT_YET";
        }
        return time.isBefore(bundle.expiresAt()) ? CURRENT : "EXPIRED";
    }

    private static Facts part(PartEntry part, TrustBundle bundle) {
        return new Facts()
                .put("name", part.name())
                .put("version", part.version())
                .put("bytes", part.length())
                .put("digest", part.digest().hex())
                .put("loaded", bundle.loaded().contains(part.name()));
    }
}
