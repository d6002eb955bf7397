package org.zhaoku.gateway.life;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.status.StatusChange;

/**
 * A licence with its place on the ledger, as a change of its state names and proves it.
 *
 * @param id opaque
 * @param place department, batch, place and statement
 * @param path hashes from the statement up to the batch's root
 */
record AnchoredLicence(String id, StatusChange.Licence place, List<Bytes> path) {

    /** @throws org.zhaoku.gateway.web.ProblemException with LICENCE_NOT_IN_FORCE if it is not anchored yet */
    static AnchoredLicence of(Network network, Licence licence) {
        Optional<FullReceipt> stored = licence.receipt();
        Optional<Bytes> statement = licence.statement();
        Optional<Bytes> batch = licence.batchKey();
        if (stored.isEmpty() || statement.isEmpty() || batch.isEmpty() || licence.state() != LicenceState.IN_FORCE) {
            throw ProblemCode.LICENCE_NOT_IN_FORCE.because("The licence is " + licence.state()
                    + "; its state can change when the ledger has it. Try again in a second.");
        }
        FullReceipt receipt = stored.get();
        return new AnchoredLicence(
                licence.id(),
                new StatusChange.Licence(
                        network,
                        licence.identifier().issuer(),
                        batch.get(),
                        receipt.tileInBatch() * TileTree.TILE_SIZE
                                + receipt.receipt().place(),
                        SignedStatement.decode(statement.get()).digest()),
                Stream.concat(receipt.receipt().path().stream(), receipt.path().stream())
                        .toList());
    }
}
