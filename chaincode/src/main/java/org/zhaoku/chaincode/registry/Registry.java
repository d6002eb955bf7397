package org.zhaoku.chaincode.registry;

import java.util.Optional;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/** Reads the registry. */
public final class Registry {
    private Registry() {}

    /** The department, if it is registered. */
    public static Optional<Department> find(LedgerView ledger, UnifiedSocialCreditCode code) {
        return ledger.get(StateKeys.department(code)).map(Department::decode);
    }

    /**
     * The department.
     *
     * @throws ContractException {@link ErrorCode#REGISTRY_DEPARTMENT_UNKNOWN} if it is not registered
     */
    public static Department department(LedgerView ledger, UnifiedSocialCreditCode code) {
        return find(ledger, code)
                .orElseThrow(() -> new ContractException(
                        ErrorCode.REGISTRY_DEPARTMENT_UNKNOWN,
                        "expected a registered department, got " + code.value() + "; register it first"));
    }

    /** The key with this {@code kid}, whoever holds it. */
    public static Optional<RegisteredKey> key(LedgerView ledger, KeyId kid) {
        return ledger.get(StateKeys.key(kid)).map(RegisteredKey::decode);
    }

    /** The key with this {@code kid}, if it is this department's. */
    public static Optional<RegisteredKey> key(LedgerView ledger, UnifiedSocialCreditCode department, KeyId kid) {
        return key(ledger, kid).filter(key -> key.department().equals(department));
    }

    /** Whether the department has the right to issue licences of this type. */
    public static boolean mayIssue(LedgerView ledger, UnifiedSocialCreditCode department, LicenceTypeCode type) {
        return ledger.get(StateKeys.right(department, type))
                .filter(StateKeys.PRESENT::equals)
                .isPresent();
    }
}
