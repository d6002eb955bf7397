package org.zhaoku.verifier.statement;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.merkle.MultiProof;
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.sm.Sm3;

/**
 * Some fields of a licence with the proof that they are in its field tree.
 *
 * @param fields at least one, in strictly ascending order of their numbers
 * @param proof roots of the subtrees without a disclosed field, left to right, 32 bytes each
 */
public record Disclosures(List<Disclosure> fields, List<Bytes> proof) {
    /** @throws StatementException if the fields are none or out of order */
    public Disclosures {
        fields = List.copyOf(fields);
        proof = Hashes.copyOf(proof);
        int last = -1;
        for (Disclosure field : fields) {
            if (field.number() <= last) {
                throw new StatementException("field " + field.number() + " comes after field " + last);
            }
            last = field.number();
        }
        if (last < 0) {
            throw new StatementException("expected at least one field");
        }
    }

    /** Whether these fields belong to {@code statement}; every hash of the proof must be used. */
    public boolean belongTo(Statement statement) {
        NavigableMap<Integer, Bytes> leaves = new TreeMap<>();
        fields.forEach(field -> leaves.put(field.number(), field.leaf()));
        Optional<Bytes> root = MultiProof.root(Sm3.FUNCTION, leaves, statement.fieldCount(), proof);
        return root.isPresent() && root.get().equals(statement.fieldRoot());
    }

    /** CBOR [[* [salt, number, value]], proof hashes as one byte string]. */
    public Cbor toCbor() {
        return Cbor.array(Cbor.array(fields.stream().map(Disclosure::toCbor).toList()), Cbor.of(Bytes.concat(proof)));
    }

    /** Numbers of the fields; nothing of their values. */
    @Override
    public String toString() {
        return fields.toString();
    }

    /** @throws StatementException if {@code item} has another form */
    public static Disclosures of(Cbor item) {
        try {
            List<Cbor> parts = CborReads.array("disclosures", item, 2, 2);
            return new Disclosures(
                    CborReads.array("disclosed fields", parts.get(0), 1, FieldTree.MAX_FIELDS).stream()
                            .map(Disclosure::of)
                            .toList(),
                    Hashes.split("proof of the disclosures", parts.get(1), FieldTree.MAX_FIELDS));
        } catch (CborException e) {
            throw new StatementException(e);
        }
    }
}
