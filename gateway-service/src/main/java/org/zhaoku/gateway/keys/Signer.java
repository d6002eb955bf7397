package org.zhaoku.gateway.keys;

import java.util.List;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Where the keys are: PKCS#12 files, a hardware module or a signing service. All calls may block. */
public interface Signer {
    /** The department's signing keys that this gateway holds, in no order: the ledger says which of them may sign. */
    List<SigningKey> department(UnifiedSocialCreditCode department);

    /** Makes the department's first signing key and certificate, or returns the one that is there. */
    SigningKey createDepartment(UnifiedSocialCreditCode department, String name);

    /** Makes a further signing key and certificate for the department; those that are there stay. */
    SigningKey addDepartmentKey(UnifiedSocialCreditCode department, String name);

    /** This gateway's key, with which it speaks for its region; made at first start. */
    SigningKey region();

    /**
     * The key that signs the region's checkpoints, and nothing else. A region has one: all its gateways hold the same. Made when it is
     * first asked for.
     */
    SigningKey checkpoint();
}
