package org.zhaoku.gateway.catalogue;

import org.zhaoku.verifier.identifier.LicenceTypeCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Published types in the database. A definition never changes; a version may be retired, once. */
public interface TypeRepository {
    /** Stores a version; the same again is no error, another definition under the same version is. */
    Mono<Void> publish(LicenceType type);

    /** The newest version, retired or not. */
    Mono<LicenceType> newest(LicenceTypeCode code);

    /** Number of the newest version that is not retired. */
    Mono<Integer> issuing(LicenceTypeCode code);

    Mono<LicenceType> find(LicenceTypeCode code, int version);

    /** The newest version of each, in the order of their codes. */
    Flux<LicenceType> all();

    /** All versions, the newest first. */
    Flux<CatalogueEntry> versions(LicenceTypeCode code);

    /** The newest version of each, in the order of their codes. */
    Flux<CatalogueEntry> entries();

    /** Retires a version; one that is retired stays as it was. */
    Mono<Void> retire(LicenceTypeCode code, int version, Retirement retirement);
}
