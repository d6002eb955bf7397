package org.zhaoku.chaincode.registry;

import java.util.function.Predicate;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/** Checks who signed what a region submits, for everything but batches, whose errors have names of their own. */
public final class Signers {
    private Signers() {}

    /**
     * The key that signed, a registered one of a department of the caller's region; whether it still may sign is asked apart, by
     * {@link #checkActive}, since a retry must learn that it is in.
     *
     * @param network that the message names
     * @param verifies whether a key made the signature, for this ledger's network
     * @throws ContractException SIGNER_…
     */
    public static RegisteredKey check(
            LedgerState ledger,
            Network network,
            UnifiedSocialCreditCode department,
            KeyId kid,
            Predicate<Sm2PublicKey> verifies) {
        if (!network.equals(ledger.network())) {
            throw new ContractException(
                    ErrorCode.SIGNER_NETWORK_WRONG,
                    "expected a message for network " + ledger.network() + ", got one for " + network
                            + "; submit it to the network that it names");
        }
        String region = Registry.department(ledger, department).region();
        if (!region.equals(ledger.callerRegion())) {
            throw new ContractException(
                    ErrorCode.SIGNER_REGION_WRONG,
                    "expected a call by region " + region + ", whose department " + department.value() + " is, got "
                            + ledger.callerRegion() + "; let that region submit it");
        }
        RegisteredKey key = Registry.key(ledger, department, kid)
                .orElseThrow(() -> new ContractException(
                        ErrorCode.SIGNER_KEY_UNKNOWN,
                        "expected a key of department " + department.value() + ", got " + kid
                                + "; register it with registry:addKey"));
        if (!verifies.test(key.certificate().publicKey())) {
            throw new ContractException(
                    ErrorCode.SIGNER_SIGNATURE_WRONG,
                    "expected a message signed with key " + kid + " for network " + ledger.network()
                            + ", got another signature; sign it again");
        }
        return key;
    }

    /** @throws ContractException SIGNER_KEY_RETIRED or SIGNER_KEY_DISTRUSTED if the key may not sign any more */
    public static void checkActive(RegisteredKey key) {
        if (key.state() != RegisteredKey.State.ACTIVE) {
            throw new ContractException(
                    key.state() == RegisteredKey.State.RETIRED
                            ? ErrorCode.SIGNER_KEY_RETIRED
                            : ErrorCode.SIGNER_KEY_DISTRUSTED,
                    "expected an active key, got " + key.certificate().kid() + ", which is " + key.state()
                            + "; sign with an active key");
        }
    }
}
