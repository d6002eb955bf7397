package org.zhaoku.gateway.authority;

import java.util.List;
import org.zhaoku.gateway.ledger.LedgerKey;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.trust.TrustedAuthority;

/**
 * A department as the ledger has it.
 *
 * @param code its unified social credit code
 * @param name its name
 * @param region its region: an MSP id
 * @param keys all its keys, oldest first, those that sign no more among them
 * @param types codes of the types that it may issue
 */
record AuthorityView(String code, String name, String region, List<KeyView> keys, List<String> types) {
    static AuthorityView of(TrustedAuthority authority, List<LedgerKey> keys) {
        return new AuthorityView(
                authority.code().value(),
                authority.name(),
                authority.region(),
                keys.stream().map(KeyView::of).toList(),
                authority.types().stream().map(LicenceTypeCode::value).toList());
    }
}
