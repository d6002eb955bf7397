package org.zhaoku.gateway.licence;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import reactor.core.publisher.Mono;

/**
 * Licences that continue those of other departments. Their ids follow from what they continue, so the database has one at a time,
 * whichever gateway of the region is asked; a request that a second person refused leaves room for another attempt.
 */
@Component
public class TakeOvers {
    /** So many requests may be made for one licence, all but the last refused by a second person. */
    public static final int MAX_ATTEMPTS = 16;

    private static final int ID_BYTES = 16;

    private final LicenceRepository licences;

    TakeOvers(LicenceRepository licences) {
        this.licences = licences;
    }

    /**
     * Id of the licence that is to continue {@code old}.
     *
     * @param attempt from 1
     */
    public static String id(Predecessor old, int attempt) {
        return Sm3.digest(Bytes.utf8("zhaoku/1/transfer/" + old.department().value() + "/"
                        + old.statement().hex() + "/" + attempt))
                .slice(0, ID_BYTES)
                .hex();
    }

    /** The licence with the statement {@code taker} that has taken {@code old} over, if this region has it. */
    public Mono<StoredStatement> of(Predecessor old, Bytes taker) {
        List<String> ids = IntStream.rangeClosed(1, MAX_ATTEMPTS)
                .mapToObj(attempt -> id(old, attempt))
                .toList();
        return licences.statements(ids)
                .filter(licence -> licence.digest().equals(Optional.of(taker)))
                .next();
    }
}
