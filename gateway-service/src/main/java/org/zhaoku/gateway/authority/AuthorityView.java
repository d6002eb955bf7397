package org.zhaoku.gateway.authority;

import java.util.List;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.trust.TrustedAuthority;

/**
 * A department as the ledger has it.
 *
 * @param code its unified social credit code
 * @param name its name
 * @param region its region: an MSP id
 * @param kids its keys
 * @param types codes of the types that it may issue
 */
record AuthorityView(String code, String name, String region, List<String> kids, List<String> types) {
    static AuthorityView of(TrustedAuthority authority) {
        return new AuthorityView(
                authority.code().value(),
                authority.name(),
                authority.region(),
                authority.usableKeys().stream().map(key -> key.kid().toString()).toList(),
                authority.types().stream().map(LicenceTypeCode::value).toList());
    }
}
