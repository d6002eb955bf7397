package org.zhaoku.chaincode.registry;

import java.util.Optional;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.chaincode.regions.Regions;
import org.zhaoku.chaincode.registry.RegisteredKey.State;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
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
        Regions.putOwned(ledger, department.region(), StateKeys.department(command.department()), department.encode());
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
        if (Regions.holds(ledger, kid)) {
            throw kidTaken(kid);
        }
        var key =
                new RegisteredKey(command.department(), command.certificate(), false, Optional.empty(), command.days());
        putOwned(ledger, StateKeys.key(kid), key.encode());
        putOwned(ledger, StateKeys.keyOf(command.department(), kid), StateKeys.PRESENT);
        return Outcome.CHANGED;
    }

    private static Outcome again(AddKey command, RegisteredKey existing) {
        KeyId kid = command.certificate().kid();
        if (!existing.department().equals(command.department())
                || !existing.certificate().equals(command.certificate())
                || !existing.days().equals(command.days())) {
            throw kidTaken(kid);
        }
        if (existing.state() != State.ACTIVE) {
            throw new ContractException(
                    existing.state() == State.RETIRED
                            ? ErrorCode.REGISTRY_KEY_RETIRED
                            : ErrorCode.REGISTRY_KEY_DISTRUSTED,
                    "expected a new key, got " + kid + ", which is " + existing.state() + " for good; make a new key");
        }
        return Outcome.SAME;
    }

    private static ContractException kidTaken(KeyId kid) {
        return new ContractException(
                ErrorCode.REGISTRY_KID_TAKEN,
                "expected a kid that is free, got " + kid
                        + ", which is another certificate's, department's or region's,"
                        + " or was registered with other days; have a new certificate made");
    }

    /** Gives a department of the caller's region the right to a licence type. */
    public static Outcome authoriseType(LedgerState ledger, AuthoriseType command) {
        checkOwn(ledger, command.department());
        if (Registry.mayIssue(ledger, command.department(), command.type())) {
            return Outcome.SAME;
        }
        putOwned(ledger, StateKeys.right(command.department(), command.type()), StateKeys.PRESENT);
        return Outcome.CHANGED;
    }

    /** Takes the right to a licence type from a department of the caller's region. */
    public static Outcome revokeType(LedgerState ledger, RevokeType command) {
        checkOwn(ledger, command.department());
        if (!Registry.mayIssue(ledger, command.department(), command.type())) {
            return Outcome.SAME;
        }
        putOwned(ledger, StateKeys.right(command.department(), command.type()), StateKeys.TAKEN_BACK);
        return Outcome.CHANGED;
    }

    /** Retires a key of a department of the caller's region. */
    public static Outcome retireKey(LedgerState ledger, RetireKey command) {
        checkOwn(ledger, command.department());
        RegisteredKey key = key(ledger, command.department(), command.kid());
        if (key.retired()) {
            return Outcome.SAME;
        }
        putOwned(ledger, StateKeys.key(command.kid()), key.retire().encode());
        return Outcome.CHANGED;
    }

    /** Distrusts a key of a department of the caller's region, from a position that may only move earlier. */
    public static Outcome distrustKey(LedgerState ledger, DistrustKey command) {
        checkOwn(ledger, command.department());
        RegisteredKey key = key(ledger, command.department(), command.kid());
        Position from = key.distrustedFrom().orElse(command.from());
        if (command.from().compareTo(from) > 0) {
            throw new ContractException(
                    ErrorCode.REGISTRY_DISTRUST_LATER,
                    "expected a position up to block " + from.block() + ", transaction " + from.transaction()
                            + ", from which key " + command.kid() + " is distrusted already, got a later one");
        }
        if (key.distrustedFrom().isPresent() && command.from().equals(from)) {
            return Outcome.SAME;
        }
        putOwned(
                ledger,
                StateKeys.key(command.kid()),
                key.distrust(command.from()).encode());
        return Outcome.CHANGED;
    }

    private static RegisteredKey key(LedgerState ledger, UnifiedSocialCreditCode department, KeyId kid) {
        return Registry.key(ledger, department, kid)
                .orElseThrow(() -> new ContractException(
                        ErrorCode.REGISTRY_KEY_UNKNOWN,
                        "expected a key of department " + department.value() + ", got " + kid
                                + "; look at registry:department"));
    }

    // the caller's region is the owner's: every change passes checkOwn first
    private static void putOwned(LedgerState ledger, String key, Bytes value) {
        Regions.putOwned(ledger, ledger.callerRegion(), key, value);
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
