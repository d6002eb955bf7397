package org.zhaoku.verifier.bench;

import java.security.Security;
import java.util.List;
import java.util.function.Predicate;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What others verify, on as many codes and issuers as in {@link VerdictBench}. */
@State(Scope.Thread)
public class PeerBench {
    /** dcc or sdJwt. */
    @Param({"dcc", "sdJwt"})
    public String peer = "";

    /** The security provider that does ES256: jdk, as their users have it, or bouncyCastle. */
    @Param("jdk")
    public String provider = "";

    private List<String> codes = List.of();
    private Predicate<String> verifier = code -> false;
    private int next;

    @Setup
    public void make() throws Exception {
        if (provider.equals("bouncyCastle")) {
            Security.insertProviderAt(new BouncyCastleProvider(), 1);
        }
        if (peer.equals("dcc")) {
            var dcc = new DccPeer(VerdictBench.ISSUERS, VerdictBench.CODES_OF_EACH);
            codes = dcc.codes;
            verifier = dcc::verifies;
        } else {
            var sdJwt = new SdJwtPeer(VerdictBench.ISSUERS, VerdictBench.CODES_OF_EACH);
            codes = sdJwt.codes;
            verifier = sdJwt::verifies;
        }
        for (String code : codes) {
            if (!verifier.test(code) || verifier.test(code.substring(0, code.length() / 2))) {
                throw new IllegalStateException("the peer gives a wrong answer");
            }
        }
    }

    @Benchmark
    public boolean verify() {
        next = (next + 1) % codes.size();
        if (!verifier.test(codes.get(next))) {
            throw new IllegalStateException("a right code was refused");
        }
        return true;
    }
}
