package org.zhaoku.gateway.life;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.status.StatusChange;

/**
 * A licence with its place on the ledger, as a change of its state names and proves it.
 *
 * @param id opaque
 * @param place department, batch, place and statement
 * @param path hashes from the statement up to the batch's root
 * @param lastDay in force; empty for 长期
 */
public record AnchoredLicence(String id, StatusChange.Licence place, List<Bytes> path, Optional<LocalDate> lastDay) {
    public AnchoredLicence {
        path = List.copyOf(path);
    }

    /** The same of what is kept in the open. Its statement may be erased: the digest stays. */
    public static Optional<AnchoredLicence> of(Network network, StoredStatement licence) {
        return licence.receipt()
                .map(FullReceipt::decode)
                .flatMap(receipt -> licence.batchKey()
                        .flatMap(batch -> licence.digest()
                                .map(digest -> of(
                                        licence.id(),
                                        new StatusChange.Licence(
                                                network,
                                                LicenceIdentifier.parse(licence.identifier())
                                                        .issuer(),
                                                batch,
                                                place(receipt),
                                                digest),
                                        receipt,
                                        licence.validTo()))));
    }

    /** @throws org.zhaoku.gateway.web.ProblemException with LICENCE_NOT_IN_FORCE if it is not anchored yet */
    public static AnchoredLicence of(Network network, Licence licence) {
        Optional<FullReceipt> stored = licence.receipt();
        Optional<Bytes> statement = licence.statement();
        Optional<Bytes> batch = licence.batchKey();
        if (stored.isEmpty() || statement.isEmpty() || batch.isEmpty() || licence.state() != LicenceState.IN_FORCE) {
            throw ProblemCode.LICENCE_NOT_IN_FORCE.because("The licence is " + licence.state()
                    + "; its state can change when the ledger has it. Try again in a second.");
        }
        FullReceipt receipt = stored.get();
        return of(
                licence.id(),
                new StatusChange.Licence(
                        network,
                        licence.identifier().issuer(),
                        batch.get(),
                        place(receipt),
                        SignedStatement.decode(statement.get()).digest()),
                receipt,
                licence.validTo());
    }

    private static AnchoredLicence of(
            String id, StatusChange.Licence place, FullReceipt receipt, Optional<LocalDate> lastDay) {
        return new AnchoredLicence(
                id,
                place,
                Stream.concat(receipt.receipt().path().stream(), receipt.path().stream())
                        .toList(),
                lastDay);
    }

    private static int place(FullReceipt receipt) {
        return receipt.tileInBatch() * TileTree.TILE_SIZE + receipt.receipt().place();
    }
}
