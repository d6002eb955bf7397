package org.zhaoku.verifier;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.CodeFormatException;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.statement.StatementException;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedKey;
import org.zhaoku.verifier.trust.TrustedTiles;

/**
 * Verifies licences against a trust bundle, offline. Immutable and safe for use by many threads; keep one for each bundle.
 *
 * <pre>{@code
 * TrustBundle bundle = TrustBundle.open(bytes, anchors, CheckpointStore.inMemory());
 * Verdict verdict = new LicenceVerifier(bundle).verify(scannedText, Instant.now());
 * String shown = verdict.fold(licence -> "VALID", reasons -> "INVALID " + reasons, reasons -> "CANNOT TELL " + reasons);
 * }</pre>
 */
public final class LicenceVerifier {
    /** Where a licence's days begin and end. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final TrustBundle bundle;

    public LicenceVerifier(TrustBundle bundle) {
        this.bundle = bundle;
    }

    /**
     * Verifies the text of a QR code. Whatever the text is, the answer is a verdict.
     *
     * @param text what was scanned
     * @param at the time of verification
     */
    public Verdict verify(String text, Instant at) {
        LicenceCode code;
        try {
            code = LicenceCode.parse(text);
        } catch (CodeFormatException e) {
            return Verdict.of(
                    List.of(text.startsWith(LicenceCode.PREFIX) ? Check.DAMAGED : Check.NOT_A_LICENCE_CODE),
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            return Verdict.of(List.of(Check.DAMAGED), Optional.empty());
        }
        return verify(code, at);
    }

    /** Verifies a code that was read already. */
    public Verdict verify(LicenceCode code, Instant at) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.DECODED);
        Optional<TrustedKey> key = bundle.key(code.statement().kid());
        Optional<VerifiedLicence> licence =
                key.isPresent() ? known(code, key.get(), at, checks) : unknown(code, checks);
        checks.add(bundleAge(at));
        return Verdict.of(checks, licence);
    }

    private static Optional<VerifiedLicence> unknown(LicenceCode code, List<Check> checks) {
        checks.add(Check.SIGNATURE_NOT_CHECKED);
        checks.add(Check.ISSUER_UNKNOWN);
        checks.add(code.receipt().isPresent() ? Check.ANCHORING_NOT_CHECKED : Check.NO_RECEIPT);
        checks.add(Check.DATES_NOT_CHECKED);
        code.disclosures().ifPresent(shown -> checks.add(Check.DISCLOSURES_NOT_CHECKED));
        return Optional.empty();
    }

    private Optional<VerifiedLicence> known(LicenceCode code, TrustedKey key, Instant at, List<Check> checks) {
        Optional<Statement> opened;
        try {
            opened = code.statement().open(bundle.network(), key.publicKey());
        } catch (StatementException e) {
            checks.add(Check.CONTENT_MALFORMED);
            return Optional.empty();
        }
        if (opened.isEmpty()) {
            checks.add(Check.SIGNATURE_WRONG);
            return Optional.empty();
        }
        Statement statement = opened.get();
        checks.add(Check.SIGNATURE_RIGHT);
        checks.add(issuer(statement, key.authority()));
        checks.add(anchored(code, key.authority()));
        checks.add(dates(statement, LocalDate.ofInstant(at, ZONE)));
        code.disclosures()
                .ifPresent(shown ->
                        checks.add(shown.belongTo(statement) ? Check.DISCLOSURES_RIGHT : Check.DISCLOSURES_WRONG));
        List<Disclosure> disclosed = code.disclosures().map(Disclosures::fields).orElse(List.of());
        return code.receipt()
                .map(receipt -> new VerifiedLicence(statement, key.authority(), receipt.number(), disclosed));
    }

    private static Check issuer(Statement statement, TrustedAuthority authority) {
        if (!statement.identifier().issuer().equals(authority.code())) {
            return Check.ISSUER_OTHER;
        }
        return authority.everMayIssue(statement.identifier().type())
                ? Check.ISSUER_ENTITLED
                : Check.ISSUER_NOT_ENTITLED;
    }

    private Check anchored(LicenceCode code, TrustedAuthority authority) {
        if (code.receipt().isEmpty()) {
            return Check.NO_RECEIPT;
        }
        TileReceipt receipt = code.receipt().get();
        TrustedTiles tiles = bundle.tiles(authority.code()).orElse(TrustedTiles.EMPTY);
        if (receipt.tile() >= tiles.count()) {
            return Check.TILE_UNKNOWN;
        }
        Optional<Bytes> root = receipt.tileRoot(code.statement().digest(), tiles.size(receipt.tile()));
        return root.isPresent() && tiles.hasRoot(receipt.tile(), root.get()) ? Check.ANCHORED : Check.NOT_ANCHORED;
    }

    private static Check dates(Statement statement, LocalDate today) {
        if (today.isBefore(statement.validFrom())) {
            return Check.NOT_YET_VALID;
        }
        return statement.validTo().filter(today::isAfter).isPresent() ? Check.EXPIRED : Check.IN_DATE;
    }

    private Check bundleAge(Instant at) {
        if (at.isBefore(bundle.issuedAt())) {
            return Check.CLOCK_BEFORE_BUNDLE;
        }
        return at.isBefore(bundle.expiresAt()) ? Check.BUNDLE_CURRENT : Check.BUNDLE_EXPIRED;
    }
}
