package org.zhaoku.verifier;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.zhaoku.verifier.VerificationPolicy.Relaxation;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.Sm3;

/**
 * On what a verdict rests.
 *
 * @param network the ledger's network
 * @param test whether it is one for trying
 * @param at the verifier's time
 * @param subject SM3 of the text or file that was verified, 32 bytes
 * @param statement digest of the statement in it, 32 bytes; empty if none could be read
 * @param bundle SM3 of the trust bundle's manifest, 32 bytes
 * @param ledgerSize number of records that the bundle knows of
 * @param ledgerRoot root of the log of these records, 32 bytes
 * @param relaxations where the policy asked for less than the strict one
 */
public record Basis(
        Network network,
        boolean test,
        Instant at,
        Bytes subject,
        Optional<Bytes> statement,
        Bytes bundle,
        long ledgerSize,
        Bytes ledgerRoot,
        Set<Relaxation> relaxations) {

    public Basis {
        if (subject.size() != Sm3.LENGTH || bundle.size() != Sm3.LENGTH || ledgerRoot.size() != Sm3.LENGTH) {
            throw new IllegalArgumentException("expected digests of 32 bytes");
        }
        statement.ifPresent(digest -> {
            if (digest.size() != Sm3.LENGTH) {
                throw new IllegalArgumentException("expected a statement digest of 32 bytes, got " + digest.size());
            }
        });
        Set<Relaxation> copy = EnumSet.noneOf(Relaxation.class);
        copy.addAll(relaxations);
        relaxations = Collections.unmodifiableSet(copy);
    }
}
