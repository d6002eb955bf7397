package org.zhaoku.gateway.licence;

import java.util.Optional;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.SignedStatement;

/** Licences as files. */
final class LicencePackages {
    private LicencePackages() {}

    /**
     * The whole licence: statement, full receipt and all fields.
     *
     * @throws org.zhaoku.gateway.web.ProblemException with LICENCE_NOT_IN_FORCE if the ledger does not have it yet
     */
    static LicencePackage of(Licence licence) {
        Optional<FullReceipt> receipt = licence.receipt();
        Optional<Bytes> statement = licence.statement();
        Optional<Bytes> disclosures = licence.disclosures();
        if (licence.state() != LicenceState.IN_FORCE
                || receipt.isEmpty()
                || statement.isEmpty()
                || disclosures.isEmpty()) {
            throw ProblemCode.LICENCE_NOT_IN_FORCE.because("The licence is " + licence.state()
                    + "; its package is made when the ledger has it. Ask for the licence again in a second.");
        }
        return new LicencePackage(
                SignedStatement.decode(statement.get()),
                receipt.get(),
                Optional.of(Disclosures.of(Cbor.decode(disclosures.get()))));
    }
}
