package org.zhaoku.chaincode.registry;

import java.util.Optional;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.chaincode.registry.RegisteredKey.State;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/** Changes the registry. Whatever is asked for a second time with the same content is the same, so a retry is safe. */
public final class RegistryContract {
    private RegistryContract() {}

    /** Registers a department as one of the caller's region. */
    public static Outcome register(LedgerState ledger, RegisterAuthority command) {
        var department = new Department(command.department(), command.name(), ledger.callerRegion());
        Optional<Department> existing = Registry.find(ledger, command.department());
        if (existing.isPresent()) {
            if (existing.get().equals(department)) {
                return Outcome.SAME;
            }
            throw new ContractException(
                    ErrorCode.REGISTRY_DEPARTMENT_TAKEN,
                    "expected a department that is not registered, got "
                            + command.department().value()
                            + ", which is registered with another name or by another region; compare with"
                            + " registry:department, and settle it with that region if it is not yours");
        }
        ledger.put(StateKeys.department(command.department()), department.encode());
        return Outcome.CHANGED;
    }

    /** Registers a key of a department of the caller's region. */
    public static Outcome addKey(LedgerState ledger, AddKey command) {
        checkOwn(ledger, command.department());
        if (!command.proves(ledger.network())) {
            throw new ContractException(
                    ErrorCode.REGISTRY_PROOF_WRONG,
                    "expected a proof of possession signed by the certificate's own key for this department,"
                            + " certificate and network " + ledger.network() + ", got another; sign it again");
        }
        KeyId kid = command.certificate().kid();
        Optional<RegisteredKey> existing = Registry.key(ledger, kid);
        if (existing.isPresent()) {
            return again(command, existing.get());
        }
        var key = new RegisteredKey(command.department(), command.certificate(), State.ACTIVE);
        ledger.put(StateKeys.key(kid), key.encode());
        ledger.put(StateKeys.keyOf(command.department(), kid), StateKeys.PRESENT);
        return Outcome.CHANGED;
    }

    private static Outcome again(AddKey command, RegisteredKey existing) {
        KeyId kid = command.certificate().kid();
        if (!existing.department().equals(command.department())
                || !existing.certificate().equals(command.certificate())) {
            throw new ContractException(
                    ErrorCode.REGISTRY_KID_TAKEN,
                    "expected a kid that is free, got " + kid
                            + ", which is another certificate's or department's; have a new certificate made");
        }
        if (existing.state() == State.RETIRED) {
            throw new ContractException(
                    ErrorCode.REGISTRY_KEY_RETIRED,
                    "expected a new key, got " + kid + ", which was retired for good; make a new key");
        }
        return Outcome.SAME;
    }

    /** Gives a department of the caller's region the right to a licence type. */
    public static Outcome authoriseType(LedgerState ledger, AuthoriseType command) {
        checkOwn(ledger, command.department());
        if (Registry.mayIssue(ledger, command.department(), command.type())) {
            return Outcome.SAME;
        }
        ledger.put(StateKeys.right(command.department(), command.type()), StateKeys.PRESENT);
        return Outcome.CHANGED;
    }

    /** Retires a key of a department of the caller's region. */
    public static Outcome retireKey(LedgerState ledger, RetireKey command) {
        checkOwn(ledger, command.department());
        RegisteredKey key = Registry.key(ledger, command.department(), command.kid())
                .orElseThrow(() -> new ContractException(
                        ErrorCode.REGISTRY_KEY_UNKNOWN,
                        "expected a key of department " + command.department().value() + ", got " + command.kid()
                                + "; look at registry:department"));
        if (key.state() == State.RETIRED) {
            return Outcome.SAME;
        }
        var retired = new RegisteredKey(key.department(), key.certificate(), State.RETIRED);
        ledger.put(StateKeys.key(command.kid()), retired.encode());
        return Outcome.CHANGED;
    }

    private static void checkOwn(LedgerState ledger, UnifiedSocialCreditCode code) {
        String region = Registry.department(ledger, code).region();
        if (!region.equals(ledger.callerRegion())) {
            throw new ContractException(
                    ErrorCode.REGISTRY_NOT_OWN_REGION,
                    "expected a call by region " + region + ", whose department " + code.value() + " is, got "
                            + ledger.callerRegion() + "; let that region submit it");
        }
    }
}
