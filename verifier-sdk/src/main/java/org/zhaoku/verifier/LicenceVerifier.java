package org.zhaoku.verifier;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.zhaoku.verifier.Verification.Opened;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.CodeFormatException;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.presentation.Presentation;
import org.zhaoku.verifier.presentation.PresentationCheck;
import org.zhaoku.verifier.presentation.PresentationResult;
import org.zhaoku.verifier.presentation.ReplayMemory;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusSource;
import org.zhaoku.verifier.trust.GatewayKey;
import org.zhaoku.verifier.trust.TrustBundle;

/**
 * Verifies licences against a trust bundle, offline. Immutable and safe for use by many threads; keep one for each bundle.
 *
 * <pre>{@code
 * TrustBundle bundle = TrustBundle.open(file, anchors, checkpoints);
 * Verdict verdict = new LicenceVerifier(bundle).verify(scannedText, Instant.now());
 * String shown = verdict.fold(licence -> "VALID", reasons -> "INVALID " + reasons, reasons -> "CANNOT TELL " + reasons);
 * }</pre>
 */
public final class LicenceVerifier {
    /** Where a licence's days begin and end. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final TrustBundle bundle;
    private final VerificationPolicy policy;
    private final Optional<StatusSource> fresher;
    private final Optional<ReplayMemory> replays;

    /** With the strict policy. */
    public LicenceVerifier(TrustBundle bundle) {
        this(bundle, VerificationPolicy.strict());
    }

    public LicenceVerifier(TrustBundle bundle, VerificationPolicy policy) {
        this(bundle, policy, Optional.empty(), Optional.empty());
    }

    private LicenceVerifier(
            TrustBundle bundle,
            VerificationPolicy policy,
            Optional<StatusSource> fresher,
            Optional<ReplayMemory> replays) {
        this.bundle = bundle;
        this.policy = policy;
        this.fresher = fresher;
        this.replays = replays;
    }

    /** The same verifier with another policy. */
    public LicenceVerifier with(VerificationPolicy other) {
        return new LicenceVerifier(bundle, other, fresher, replays);
    }

    /** The same verifier that also asks {@code source}; the fresher of its answer and the bundle's counts. */
    public LicenceVerifier with(StatusSource source) {
        return new LicenceVerifier(bundle, policy, Optional.of(source), replays);
    }

    /** The same verifier that takes a presentation once only. */
    public LicenceVerifier with(ReplayMemory memory) {
        return new LicenceVerifier(bundle, policy, fresher, Optional.of(memory));
    }

    /**
     * Verifies the text of a QR code: a licence's, or a presentation of one licence. Whatever the text is, the answer is a
     * verdict; a presentation of several licences is one that {@link #verifyEach} can tell.
     *
     * @param text what was scanned
     * @param at the time of verification
     */
    public Verdict verify(String text, Instant at) {
        if (!text.startsWith(Presentation.PREFIX)) {
            return parsed(text, at);
        }
        try {
            Presentation presentation = Presentation.parse(text);
            return presentation.licences().size() == 1
                    ? verifyEach(presentation, at).get(0)
                    : unread(CheckCode.SEVERAL_LICENCES, Sm3.digest(presentation.encoded()), at);
        } catch (IllegalArgumentException e) {
            return unread(CheckCode.DAMAGED, subject(text), at);
        }
    }

    /**
     * Verifies each licence that the text shows: one for a licence's code, up to eight for a presentation.
     *
     * @return a verdict for each in the order in which they are shown; one alone if the text is damaged
     */
    public List<Verdict> verifyEach(String text, Instant at) {
        if (!text.startsWith(Presentation.PREFIX)) {
            return List.of(parsed(text, at));
        }
        Presentation presentation;
        try {
            presentation = Presentation.parse(text);
        } catch (IllegalArgumentException e) {
            return List.of(unread(CheckCode.DAMAGED, subject(text), at));
        }
        return verifyEach(presentation, at);
    }

    private List<Verdict> verifyEach(Presentation presentation, Instant at) {
        List<Verification> verifications = new ArrayList<>();
        List<Optional<Opened>> opened = new ArrayList<>();
        for (LicenceCode code : presentation.licences()) {
            Verification verification = verification(at);
            verifications.add(verification);
            opened.add(verification.open(code));
        }
        PresentationResult result = new PresentationCheck(
                        bundle.network(), policy.audience(), policy.nonce(), policy.clockSkew(), replays)
                .check(
                        presentation,
                        opened.stream().map(each -> each.map(Opened::statement)).toList(),
                        at,
                        kid -> bundle.gatewayKey(kid).map(GatewayKey::publicKey));
        Supplier<Bytes> subject = () -> Sm3.digest(presentation.encoded());
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < verifications.size(); i++) {
            verdicts.add(verifications
                    .get(i)
                    .finish(
                            presentation.licences().get(i),
                            opened.get(i),
                            subject,
                            PresenceCheck.of(result, i, policy)));
        }
        return verdicts;
    }

    private Verdict parsed(String text, Instant at) {
        LicenceCode code;
        try {
            code = LicenceCode.parse(text);
        } catch (CodeFormatException e) {
            boolean ours = text.startsWith(LicenceCode.PREFIX);
            return unread(ours ? CheckCode.DAMAGED : CheckCode.NOT_A_LICENCE_CODE, subject(text), at);
        } catch (IllegalArgumentException e) {
            return unread(CheckCode.DAMAGED, subject(text), at);
        }
        return verify(code, at);
    }

    /** Verifies a code that was read already. */
    public Verdict verify(LicenceCode code, Instant at) {
        Verification verification = verification(at);
        Optional<Opened> opened = verification.open(code);
        return verification.finish(code, opened, () -> Sm3.digest(code.toCbor().encode()), PresenceCheck.plain(policy));
    }

    /**
     * Verifies a licence package. Whatever the bytes are, the answer is a verdict.
     *
     * @param file the content of the file
     */
    public Verdict verify(Bytes file, Instant at) {
        LicencePackage licence;
        try {
            licence = LicencePackage.decode(file);
        } catch (IllegalArgumentException e) {
            return unread(CheckCode.DAMAGED, Sm3.digest(file), at);
        }
        Verification verification = verification(at);
        Optional<Opened> opened = verification.open(licence.code());
        opened.ifPresent(each -> verification.fullReceipt(licence, each));
        return verification.finish(licence.code(), opened, () -> Sm3.digest(file), PresenceCheck.plain(policy));
    }

    /**
     * Verifies many codes on all processors.
     *
     * @param texts what was scanned
     * @param progress told after each how many are done; by several threads
     * @return a verdict for each, in the same order
     */
    public List<Verdict> verifyAll(List<String> texts, Instant at, IntConsumer progress) {
        var verdicts = new Verdict[texts.size()];
        var done = new AtomicInteger();
        IntStream.range(0, verdicts.length).parallel().forEach(i -> {
            verdicts[i] = verify(texts.get(i), at);
            progress.accept(done.incrementAndGet());
        });
        return Arrays.asList(verdicts);
    }

    private Verification verification(Instant at) {
        return new Verification(bundle, policy, new StatusCheck(bundle, policy, fresher), at);
    }

    private Verdict unread(CheckCode why, Bytes subject, Instant at) {
        return new Verdict(
                List.of(Check.of(why), BundleCheck.age(bundle, policy, at)),
                () -> BundleCheck.basis(bundle, policy, at, subject, Optional.empty()),
                bundle.test(),
                policy.relaxations(),
                Optional.empty());
    }

    /** A text that is no code has no bytes of its own: its UTF-8 form, with lone surrogates replaced. */
    private static Bytes subject(String text) {
        return Sm3.digest(Bytes.utf8(text));
    }
}
