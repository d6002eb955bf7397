package org.zhaoku.chaincode.batches;

import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.chaincode.registry.RegisteredKey;
import org.zhaoku.chaincode.registry.Registry;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/** Anchors batches. The same header again is the same batch, whatever its signature; so a retry is safe. */
public final class BatchContract {
    private BatchContract() {}

    /** Anchors a batch of a department of the caller's region. */
    public static Outcome anchor(LedgerState ledger, AnchorBatch command) {
        SignedBatch batch = command.batch();
        BatchHeader header = batch.header();
        checkPlace(ledger, header);
        RegisteredKey key = Registry.key(ledger, header.department(), header.kid())
                .orElseThrow(() -> new ContractException(
                        ErrorCode.BATCH_KEY_UNKNOWN,
                        "expected a key of department " + header.department().value() + ", got " + header.kid()
                                + "; register it with registry:addKey"));
        if (!batch.verifies(ledger.network(), key.certificate().publicKey())) {
            throw new ContractException(
                    ErrorCode.BATCH_SIGNATURE_WRONG,
                    "expected a header signed with key " + header.kid() + " for network " + ledger.network()
                            + ", got another signature; sign the same header again");
        }
        // before the key's state and the rights: a retry must learn that its batch is in, whatever happened since
        if (ledger.get(StateKeys.batch(batch.key())).isPresent()) {
            return Outcome.SAME;
        }
        checkRights(ledger, header, key);
        ledger.put(StateKeys.batch(batch.key()), new AnchoredBatch(batch.message()).encode());
        ledger.put(StateKeys.batchOf(header.root(), batch.key()), StateKeys.PRESENT);
        return Outcome.CHANGED;
    }

    private static void checkPlace(LedgerState ledger, BatchHeader header) {
        if (!header.network().equals(ledger.network())) {
            throw new ContractException(
                    ErrorCode.BATCH_NETWORK_WRONG,
                    "expected a header for network " + ledger.network() + ", got " + header.network()
                            + "; submit it to the network that it names");
        }
        String region = Registry.department(ledger, header.department()).region();
        if (!header.region().equals(region) || !header.region().equals(ledger.callerRegion())) {
            throw new ContractException(
                    ErrorCode.BATCH_REGION_WRONG,
                    "expected header and call by region " + region + ", whose department "
                            + header.department().value() + " is, got a header of " + header.region()
                            + " and a call by " + ledger.callerRegion());
        }
    }

    private static void checkRights(LedgerState ledger, BatchHeader header, RegisteredKey key) {
        if (key.state() != RegisteredKey.State.ACTIVE) {
            throw new ContractException(
                    key.state() == RegisteredKey.State.RETIRED
                            ? ErrorCode.BATCH_KEY_RETIRED
                            : ErrorCode.BATCH_KEY_DISTRUSTED,
                    "expected an active key, got " + header.kid() + ", which is " + key.state()
                            + "; sign the statements and the header with an active key");
        }
        for (String type : header.types()) {
            if (!Registry.mayIssue(ledger, header.department(), LicenceTypeCode.parse(type))) {
                throw new ContractException(
                        ErrorCode.BATCH_TYPE_NOT_AUTHORISED,
                        "expected types to which department "
                                + header.department().value() + " has the right, got " + type
                                + "; ask for registry:authoriseType or leave that type out");
            }
        }
    }
}
