package org.zhaoku.verifier.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;

/** Text of a QR code to verdict, with all checks: 1,000 different codes of 20 issuers. */
@State(Scope.Thread)
public class VerdictBench {
    static final int ISSUERS = 20;
    static final int CODES_OF_EACH = 50;

    private final BenchLicences licences = new BenchLicences(ISSUERS, CODES_OF_EACH);
    private final List<String> codes = licences.codes;
    private final LicenceVerifier verifier = new LicenceVerifier(licences.bundle);
    private int next;

    @Setup
    public void check() {
        for (int i = 0; i < codes.size(); i++) {
            if (verdict().outcome() != Verdict.Outcome.VALID) {
                throw new IllegalStateException("a sample is not VALID");
            }
        }
    }

    @Benchmark
    public Verdict verdict() {
        next = (next + 1) % codes.size();
        return verifier.verify(codes.get(next), BenchLicences.NOW);
    }
}
