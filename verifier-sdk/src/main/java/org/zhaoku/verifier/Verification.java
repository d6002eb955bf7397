package org.zhaoku.verifier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.statement.StatementException;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedKey;
import org.zhaoku.verifier.trust.TrustedTiles;

/** The checks of one licence, in the order of {@code docs/verification.md}. */
final class Verification {
    private final TrustBundle bundle;
    private final VerificationPolicy policy;
    private final StatusCheck statusCheck;
    private final Instant at;
    private final List<Check> checks = new ArrayList<>(10);
    private Optional<Check> fullReceipt = Optional.empty();

    Verification(TrustBundle bundle, VerificationPolicy policy, StatusCheck statusCheck, Instant at) {
        this.bundle = bundle;
        this.policy = policy;
        this.statusCheck = statusCheck;
        this.at = at;
    }

    /** Of a statement whose key is in the bundle and whose signature is right: the claims. */
    record Opened(TrustedKey key, Statement statement) {}

    /** Step 2; the claims are empty if the key is unknown, the signature wrong or the content malformed. */
    Optional<Opened> open(LicenceCode code) {
        checks.add(Check.of(CheckCode.DECODED));
        Optional<TrustedKey> key = bundle.key(code.statement().kid());
        if (key.isEmpty()) {
            checks.add(Check.of(CheckCode.SIGNATURE_NOT_CHECKED));
            return Optional.empty();
        }
        try {
            Optional<Statement> statement =
                    code.statement().open(bundle.network(), key.get().publicKey());
            checks.add(Check.of(statement.isPresent() ? CheckCode.SIGNATURE_RIGHT : CheckCode.SIGNATURE_WRONG));
            return statement.map(claims -> new Opened(key.get(), claims));
        } catch (StatementException e) {
            checks.add(Check.of(CheckCode.CONTENT_MALFORMED));
            return Optional.empty();
        }
    }

    /** Of a licence package: whether the way to the batch and its signature are right. Comes after step 2, shown with step 4. */
    void fullReceipt(LicencePackage licence, Opened opened) {
        TrustedKey key = opened.key();
        boolean right = licence.receipt()
                .proves(
                        licence.statement().digest(),
                        bundle.network(),
                        key.authority().code(),
                        licence.statement().kid(),
                        key.publicKey());
        fullReceipt = Optional.of(Check.of(right ? CheckCode.FULL_RECEIPT_RIGHT : CheckCode.FULL_RECEIPT_WRONG));
    }

    /**
     * Steps 3 to 9.
     *
     * @param opened what {@link #open} found
     * @param shown step 8 where it was a presentation
     */
    Verdict finish(LicenceCode code, Optional<Opened> opened, Supplier<Bytes> subject, PresenceCheck shown) {
        Optional<VerifiedLicence> licence = Optional.empty();
        if (opened.isPresent()) {
            licence = Optional.of(known(code, opened.get(), shown));
        } else if (checks.get(1).result() == Check.Result.NOT_CHECKED) {
            unknown(code);
        }
        checks.add(BundleCheck.age(bundle, policy, at));
        return new Verdict(
                checks,
                () -> BundleCheck.basis(
                        bundle,
                        policy,
                        at,
                        subject.get(),
                        Optional.of(code.statement().digest())),
                bundle.test(),
                policy.relaxations(),
                licence);
    }

    private void unknown(LicenceCode code) {
        checks.add(Check.of(CheckCode.ISSUER_UNKNOWN));
        checks.add(Check.of(code.receipt().isPresent() ? CheckCode.ANCHORING_NOT_CHECKED : CheckCode.NO_RECEIPT));
        checks.add(Check.of(CheckCode.DATES_NOT_CHECKED));
        checks.add(Check.of(CheckCode.STATUS_NOT_CHECKED));
        code.disclosures().ifPresent(fields -> checks.add(Check.of(CheckCode.DISCLOSURES_NOT_CHECKED)));
        checks.add(Check.of(CheckCode.PRESENCE_NOT_CHECKED));
    }

    private VerifiedLicence known(LicenceCode code, Opened opened, PresenceCheck shown) {
        Statement statement = opened.statement();
        CheckCode anchored = anchored(code, opened.key());
        OptionalLong tile =
                code.receipt().map(receipt -> OptionalLong.of(receipt.tile())).orElse(OptionalLong.empty());
        checks.addAll(new IssuerCheck(opened.key(), statement, anchored, tile).checks());
        checks.add(Check.of(anchored).required(policy.receiptRequired()));
        fullReceipt.ifPresent(checks::add);
        checks.add(dates(statement));
        OptionalLong number = anchored == CheckCode.ANCHORED
                ? OptionalLong.of(code.receipt().orElseThrow().number())
                : OptionalLong.empty();
        checks.add(statusCheck.check(opened.key().authority().code(), statement.origin(), number, at));
        code.disclosures().ifPresent(fields -> checks.add(disclosed(fields, statement)));
        checks.addAll(shown.checks());
        List<Disclosure> disclosed = code.disclosures().map(Disclosures::fields).orElse(List.of());
        return new VerifiedLicence(
                statement,
                opened.key().authority(),
                number,
                disclosed,
                shown.presence(),
                bundle.type(statement.identifier().type(), statement.typeVersion()));
    }

    private CheckCode anchored(LicenceCode code, TrustedKey key) {
        if (code.receipt().isEmpty()) {
            return CheckCode.NO_RECEIPT;
        }
        Optional<TrustedTiles> tiles = bundle.tiles(key.authority().code());
        if (tiles.isEmpty()) {
            return CheckCode.TILES_NOT_LOADED;
        }
        TileReceipt receipt = code.receipt().get();
        if (receipt.tile() >= tiles.get().count()) {
            return CheckCode.TILE_UNKNOWN;
        }
        Optional<Bytes> root =
                receipt.tileRoot(code.statement().digest(), tiles.get().size(receipt.tile()));
        return root.isPresent() && tiles.get().hasRoot(receipt.tile(), root.get())
                ? CheckCode.ANCHORED
                : CheckCode.NOT_ANCHORED;
    }

    private Check dates(Statement statement) {
        LocalDate today = LocalDate.ofInstant(at, LicenceVerifier.ZONE);
        // the bundle's time is attested, and time only goes on
        LocalDate attested = LocalDate.ofInstant(bundle.issuedAt(), LicenceVerifier.ZONE);
        boolean behind = at.isBefore(bundle.issuedAt().minus(policy.clockSkew()));
        if (today.isBefore(statement.validFrom())) {
            return Check.of(behind ? CheckCode.DATES_CLOCK_DOUBTFUL : CheckCode.NOT_YET_VALID);
        }
        if (statement.validTo().filter(today::isAfter).isPresent()) {
            boolean sure = at.isBefore(bundle.expiresAt())
                    || statement.validTo().filter(attested::isAfter).isPresent();
            return Check.of(sure ? CheckCode.EXPIRED : CheckCode.DATES_CLOCK_DOUBTFUL);
        }
        return Check.of(CheckCode.IN_DATE);
    }

    private static Check disclosed(Disclosures fields, Statement statement) {
        return Check.of(fields.belongTo(statement) ? CheckCode.DISCLOSURES_RIGHT : CheckCode.DISCLOSURES_WRONG);
    }
}
