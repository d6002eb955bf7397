package org.zhaoku.verifier.bench;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.trust.TrustBundle;

/** Heap that is still held after a collection: printed as two numbers of bytes. Run in a JVM of its own. */
public final class Memory {
    private static final int ISSUERS = 1000;
    private static final int TILES_OF_A_MILLION = 3907;
    private static final int MILLIONS = 4; // of one alone other things on the heap hide the size
    private static final int USES = 40; // more than it takes until tables pay

    private static volatile @Nullable Object held;

    private Memory() {}

    /** Prints the bytes that 1,000 issuers in use take, and those of 1,000,000 licences in a bundle. */
    public static void main(String[] arguments) {
        held = issuersInUse(10); // what is loaded or made once is not counted
        long issuers = retained(() -> issuersInUse(ISSUERS));
        held = bundleInUse(2);
        long licences = (retained(() -> bundleInUse(MILLIONS * TILES_OF_A_MILLION)) - retained(() -> bundleInUse(1)))
                / MILLIONS;
        System.out.println(issuers + " " + licences);
    }

    /** Bundle and verifier after each issuer was met more than once. */
    private static Object issuersInUse(int issuers) {
        var licences = new BenchLicences(issuers, 1);
        var verifier = new LicenceVerifier(licences.bundle);
        for (int i = 0; i < USES; i++) {
            licences.codes.forEach(code -> verifier.verify(code, BenchLicences.NOW));
        }
        return verifier;
    }

    /** With its status lists inflated. */
    private static Object bundleInUse(int tiles) {
        TrustBundle bundle = BenchLicences.ofTiles(tiles);
        UnifiedSocialCreditCode issuer = bundle.authorities().get(0).code();
        for (int tile = 0; tile < tiles; tile++) {
            if (bundle.status(issuer, 256L * tile).isEmpty()) {
                throw new IllegalStateException("a licence has no status");
            }
        }
        return bundle;
    }

    private static long retained(Supplier<Object> maker) {
        held = null;
        long before = used();
        held = maker.get();
        long after = used();
        if (held == null) {
            throw new IllegalStateException("nothing was made");
        }
        held = null;
        return after - before;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
