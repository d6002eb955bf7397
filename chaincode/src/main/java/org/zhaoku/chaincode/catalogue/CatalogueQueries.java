package org.zhaoku.chaincode.catalogue;

import org.zhaoku.chaincode.ledger.Json;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/** Shows licence types to people. */
public final class CatalogueQueries {
    private CatalogueQueries() {}

    /** All versions of a type, from the first. */
    public static Json versions(LedgerView ledger, LicenceTypeCode code) {
        return Json.array(ledger.scan(StateKeys.typeVersions(code)).values().stream()
                .map(value -> show(PublishedType.decode(value)))
                .toList());
    }

    private static Json show(PublishedType published) {
        return Json.object()
                .put("code", published.type().code().value())
                .put("version", Json.of(published.type().version()))
                .put("digest", published.type().digest().hex())
                .put("publisher", published.publisher())
                .put("definition", published.type().definition().hex())
                .build();
    }
}
