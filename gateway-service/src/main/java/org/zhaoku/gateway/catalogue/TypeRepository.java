package org.zhaoku.gateway.catalogue;

import org.zhaoku.verifier.identifier.LicenceTypeCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Published types in the database. */
public interface TypeRepository {
    /** Stores a version; the same again is no error, another definition under the same version is. */
    Mono<Void> publish(LicenceType type);

    /** The newest version. */
    Mono<LicenceType> newest(LicenceTypeCode code);

    Mono<LicenceType> find(LicenceTypeCode code, int version);

    /** The newest version of each, in the order of their codes. */
    Flux<LicenceType> all();
}
