package org.zhaoku.chaincode.ledger;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/**
 * Every key that the ledger's state has. The parts are capital letters, digits and hexadecimal digits, so the {@code /}
 * between them cannot be forged, and no key is the beginning of another.
 */
public final class StateKeys {
    /** The value of a key that says all by itself. Not empty: Fabric takes an empty value for none. */
    public static final Bytes PRESENT = Bytes.of((byte) 1);

    private StateKeys() {}

    /** A department. */
    public static String department(UnifiedSocialCreditCode code) {
        return "dept/" + code.value();
    }

    /** A department's right to a licence type. */
    public static String right(UnifiedSocialCreditCode department, LicenceTypeCode type) {
        return rights(department) + type.value();
    }

    /** What the keys of all rights of a department begin with. */
    public static String rights(UnifiedSocialCreditCode department) {
        return "right/" + department.value() + "/";
    }

    /** A registered key. */
    public static String key(KeyId kid) {
        return "key/" + kid;
    }

    /** That a key is a department's. */
    public static String keyOf(UnifiedSocialCreditCode department, KeyId kid) {
        return keysOf(department) + kid;
    }

    /** What the index of all keys of a department begins with. */
    public static String keysOf(UnifiedSocialCreditCode department) {
        return "deptkey/" + department.value() + "/";
    }

    /** A batch, by SM3 of its header. */
    public static String batch(Bytes batch) {
        return "batch/" + batch.hex();
    }

    /** That a batch has this root. */
    public static String batchOf(Bytes root, Bytes batch) {
        return batchesOf(root) + batch.hex();
    }

    /** What the index of all batches with this root begins with. */
    public static String batchesOf(Bytes root) {
        return "root/" + root.hex() + "/";
    }
}
