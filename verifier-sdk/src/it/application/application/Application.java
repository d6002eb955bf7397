package application;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.qr.QrImages;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;

/** A third party's application: ends with status 0 if the code is VALID. */
public final class Application {
    public static void main(String[] arguments) throws Exception {
        Path samples = Path.of(arguments[0]);
        if (arguments.length > 1) {
            register(arguments[1], arguments[2]);
        }
        String scannedText = scan(samples);
        Instant now = Instant.parse(Files.readString(samples.resolve("now.txt")));
        Bytes bundleFile = Bytes.of(Files.readAllBytes(samples.resolve("bundle.bin")));
        TrustAnchors anchors = TrustAnchors.decode(Bytes.of(Files.readAllBytes(samples.resolve("anchors.bin"))));
        CheckpointStore store = CheckpointStore.inMemory();

        // the three lines
        TrustBundle bundle = TrustBundle.open(bundleFile, anchors, store);
        Verdict verdict = new LicenceVerifier(bundle).verify(scannedText, now);
        String answer = verdict.fold(licence -> "VALID", reasons -> "INVALID " + reasons, reasons -> "CANNOT TELL " + reasons);

        System.out.println(answer);
        System.exit(answer.equals("VALID") ? 0 : 1);
    }

    /** From the image where the JDK's part for images is there. */
    private static String scan(Path samples) throws Exception {
        return ModuleLayer.boot().findModule("java.desktop").isPresent()
                ? QrImages.read(Files.readAllBytes(samples.resolve("code.png"))).orElseThrow()
                : Files.readString(samples.resolve("code.txt"));
    }

    /** A provider of the application's own, in the version that it wants. */
    private static void register(String providerClass, String version) throws Exception {
        Provider provider = (Provider) Class.forName(providerClass).getDeclaredConstructor().newInstance();
        if (!provider.getVersionStr().equals(version)) {
            throw new IllegalStateException("expected " + provider + " in version " + version);
        }
        Security.insertProviderAt(provider, 1);
        MessageDigest.getInstance("SM3", provider.getName()).digest();
    }
}
