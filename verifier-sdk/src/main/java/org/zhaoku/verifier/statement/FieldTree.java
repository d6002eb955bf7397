package org.zhaoku.verifier.statement;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.merkle.MerkleTree;
import org.zhaoku.verifier.merkle.MultiProof;
import org.zhaoku.verifier.sm.Sm3;

/** All fields of a licence version as the leaves of one tree. */
public final class FieldTree {
    /** The most fields a type may have. */
    public static final int MAX_FIELDS = 256;

    private final List<Disclosure> fields;
    private final MerkleTree tree;

    /**
     * @param fields all fields, in the order of their numbers, without a gap
     * @throws StatementException if they are not numbered 0, 1, 2, …
     */
    public FieldTree(List<Disclosure> fields) {
        this.fields = List.copyOf(fields);
        for (int number = 0; number < fields.size(); number++) {
            if (fields.get(number).number() != number) {
                throw new StatementException("expected field " + number + ", got "
                        + fields.get(number).number());
            }
        }
        this.tree = new MerkleTree(
                Sm3.FUNCTION, fields.stream().map(Disclosure::leaf).toList());
    }

    /** Salts the values afresh; an absent one is {@link Cbor.Simple#NULL}. */
    public static FieldTree of(List<Cbor> values, SecureRandom random) {
        List<Disclosure> fields = new ArrayList<>();
        for (Cbor value : values) {
            byte[] salt = new byte[Disclosure.SALT_LENGTH];
            random.nextBytes(salt);
            fields.add(new Disclosure(Bytes.of(salt), fields.size(), value));
        }
        return new FieldTree(fields);
    }

    /** Number of fields. */
    public int size() {
        return fields.size();
    }

    /** 32 bytes. */
    public Bytes root() {
        return tree.root();
    }

    /** The fields with these numbers and the proof for them. */
    public Disclosures disclose(NavigableSet<Integer> numbers) {
        return new Disclosures(
                numbers.stream().map(fields::get).toList(), MultiProof.prove(tree, new TreeSet<>(numbers)));
    }

    /** All fields; the proof is then empty. */
    public Disclosures discloseAll() {
        return new Disclosures(fields, List.of());
    }
}
