package org.zhaoku.chaincode.ledger;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/**
 * Every key that the ledger's state has. The parts are letters, digits, dots and hyphens, so the {@code /} between them
 * cannot be forged, and no key is the beginning of another.
 */
public final class StateKeys {
    /** The value of a key that says all by itself. Not empty: Fabric takes an empty value for none. */
    public static final Bytes PRESENT = Bytes.of((byte) 1);

    /** The value of such a key after it was taken back. */
    public static final Bytes TAKEN_BACK = Bytes.of((byte) 0);

    /** MSP ids of all regions in the directory: written when one joins. */
    public static final String REGIONS = "regions";

    private static final int VERSION_DIGITS = 5;
    private static final int SEQUENCE_DIGITS = 10;

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

    /** What became of a licence of a department, by its statement's digest. */
    public static String status(UnifiedSocialCreditCode department, Bytes statement) {
        return "status/" + department.value() + "/" + statement.hex();
    }

    /** What a licence of a department continues, by its statement's digest. */
    public static String binding(UnifiedSocialCreditCode department, Bytes statement) {
        return "bound/" + department.value() + "/" + statement.hex();
    }

    /** A region in the directory. */
    public static String region(String region) {
        return allRegions() + region;
    }

    /** What the keys of all regions in the directory begin with. */
    public static String allRegions() {
        return "region/";
    }

    /** That a key is a region's. */
    public static String regionKey(KeyId kid) {
        return "regionkey/" + kid;
    }

    /** A version of a licence type, 1 to 65535. */
    public static String type(LicenceTypeCode code, int version) {
        return typeVersions(code) + digits(version, VERSION_DIGITS);
    }

    /** What the keys of all versions of a type begin with. */
    public static String typeVersions(LicenceTypeCode code) {
        return "type/" + code.value() + "/";
    }

    /** An agreement, by SM3 of its terms. */
    public static String agreement(Bytes terms) {
        return "agreement/" + terms.hex();
    }

    /** That a department is a party of an agreement. */
    public static String agreementOf(UnifiedSocialCreditCode department, Bytes terms) {
        return agreementsOf(department) + terms.hex();
    }

    /** What the index of all agreements of a department begins with. */
    public static String agreementsOf(UnifiedSocialCreditCode department) {
        return "agreementof/" + department.value() + "/";
    }

    /** A root of a region's access log, by its number from 1. */
    public static String accessLog(String region, long sequence) {
        return accessLogs(region) + digits(sequence, SEQUENCE_DIGITS);
    }

    /** What the keys of all roots of a region's access log begin with. */
    public static String accessLogs(String region) {
        return "accesslog/" + region + "/";
    }

    // one length, so that the keys stand in the order of the numbers
    private static String digits(long number, int length) {
        String digits = Long.toString(number);
        return "0".repeat(length - digits.length()) + digits;
    }
}
