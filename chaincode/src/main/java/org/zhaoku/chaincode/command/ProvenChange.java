package org.zhaoku.chaincode.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.status.SignedStatusChange;

/**
 * A signed change of state with the paths that prove where its statements are. CBOR: [change as COSE_Sign1, path hashes as one
 * byte string, ? inclusion of the successor].
 *
 * @param signed the change
 * @param path from its statement to the root of the batch that the change names, at most {@link Inclusion#MAX_PATH}
 * @param successor where the successor is: if and only if the change names one
 */
public record ProvenChange(SignedStatusChange signed, List<Bytes> path, Optional<Inclusion> successor) {
    /** @throws IllegalArgumentException if the successor's place is missing or too much, or the path too long */
    public ProvenChange {
        path = Hashes.copyOf(path);
        if (path.size() > Inclusion.MAX_PATH || signed.change().successor().isPresent() != successor.isPresent()) {
            throw new IllegalArgumentException("expected a path of at most " + Inclusion.MAX_PATH
                    + " and the successor's inclusion if and only if the change names one, got a path of "
                    + path.size());
        }
    }

    /** Where the change's own statement is. */
    public Inclusion inclusion() {
        return new Inclusion(
                signed.change().licence().batch(), signed.change().licence().place(), path);
    }

    Cbor toCbor() {
        List<Cbor> items = new ArrayList<>(List.of(Cbor.of(signed.encoded()), Cbor.of(Bytes.concat(path))));
        successor.ifPresent(inclusion -> items.add(inclusion.toCbor()));
        return Cbor.array(items);
    }

    static ProvenChange of(Cbor item) {
        List<Cbor> parts = CborReads.array("change", item, 2, 3);
        return new ProvenChange(
                SignedStatusChange.decode(CborReads.bytes("change", parts.get(0))),
                Hashes.split("path", parts.get(1), Inclusion.MAX_PATH),
                parts.size() == 2 ? Optional.empty() : Optional.of(Inclusion.of(parts.get(2))));
    }
}
