package org.zhaoku.gateway.issue;

import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.Check;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.Origin;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.status.StatusEvidence;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TypeDefinition;

/** Verifies a licence package of another department by what this region's reader has of the ledger. */
@Component
class PackageCheck {
    /** It has ended, which a transfer does; its dates are for the department that takes it over. */
    private static final Set<String> EXPECTED = Set.of("LIC-601", "LIC-501", "LIC-502");

    private final LedgerView view;
    private final Clock clock;

    PackageCheck(LedgerView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    /**
     * What the package proves. May block.
     *
     * @throws ProblemException with PACKAGE_INVALID
     */
    HandedOver check(Bytes file) {
        TrustBundle bundle = view.bundle();
        Verdict verdict = new LicenceVerifier(bundle).verify(file, clock.instant());
        String faults = verdict.checks().stream()
                .filter(PackageCheck::isFault)
                .map(check -> check.code() + " (" + check.english() + ")")
                .collect(Collectors.joining(", "));
        if (!faults.isEmpty()) {
            throw invalid("It does not verify: " + faults);
        }
        LicencePackage licence = LicencePackage.decode(file);
        Statement statement = bundle.key(licence.statement().kid())
                .flatMap(key -> licence.statement().open(bundle.network(), key.publicKey()))
                .orElseThrow();
        Predecessor predecessor = new Predecessor(
                statement.identifier().issuer(), licence.statement().digest());
        requireBound(bundle, statement, licence);
        Disclosures fields = licence.disclosures()
                .filter(shown -> shown.fields().size() == statement.fieldCount())
                .orElseThrow(() -> invalid("It does not have all fields of the licence"));
        TypeDefinition type = bundle.type(statement.identifier().type(), statement.typeVersion())
                .filter(definition -> definition.fields().size() == statement.fieldCount())
                .orElseThrow(() -> invalid("The ledger has no definition of its type that names its fields"));
        return HandedOver.of(predecessor, statement, type, fields.fields());
    }

    private static boolean isFault(Check check) {
        boolean untold = check.result() == Check.Result.NOT_CHECKED && check.required();
        return (untold || check.result() == Check.Result.FAILED) && !EXPECTED.contains(check.code());
    }

    // a verdict says so only of what is in force
    private static void requireBound(TrustBundle bundle, Statement statement, LicencePackage licence) {
        boolean bound = statement.origin() == Origin.NEW
                || bundle.status(
                                statement.identifier().issuer(),
                                licence.receipt().receipt().number())
                        .filter(StatusEvidence::bound)
                        .isPresent();
        if (!bound) {
            throw invalid("It was never in force: LIC-604");
        }
    }

    private static ProblemException invalid(String why) {
        return ProblemCode.PACKAGE_INVALID.because(
                why + ". Ask the department that let the licence go for its package again.");
    }
}
