package org.zhaoku.chaincode.agreements;

import java.util.List;
import java.util.Optional;
import org.zhaoku.chaincode.command.AgreementTerms;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.TakeAgreementStep;
import org.zhaoku.chaincode.command.TakeAgreementStep.Step;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.chaincode.registry.RegisteredKey;
import org.zhaoku.chaincode.registry.Registry;
import org.zhaoku.chaincode.registry.Signers;
import org.zhaoku.verifier.bytes.Bytes;

/** Records agreements step by step. The same step again is the same, so a retry is safe. */
public final class AgreementContract {
    private AgreementContract() {}

    /** Takes a step that a department of the caller's region signed. */
    public static Outcome take(LedgerState ledger, TakeAgreementStep command) {
        AgreementTerms terms = command.terms();
        checkParty(command);
        RegisteredKey key = Signers.check(
                ledger,
                terms.network(),
                command.signer(),
                command.kid(),
                publicKey -> command.verifies(ledger.network(), publicKey));
        Bytes id = terms.id();
        Optional<Agreement> before = ledger.get(StateKeys.agreement(id)).map(Agreement::decode);
        if (before.stream().anyMatch(agreement -> agreement.holds(command))) {
            return Outcome.SAME;
        }
        Signers.checkActive(key);
        checkStep(command, before);
        if (before.isEmpty()) {
            Registry.department(ledger, terms.provider());
            ledger.put(StateKeys.agreementOf(terms.provider(), id), StateKeys.PRESENT);
            ledger.put(StateKeys.agreementOf(terms.consumer(), id), StateKeys.PRESENT);
        }
        Agreement after = before.map(agreement -> agreement.with(command)).orElse(new Agreement(List.of(command)));
        ledger.put(StateKeys.agreement(id), after.encode());
        return Outcome.CHANGED;
    }

    private static void checkParty(TakeAgreementStep command) {
        AgreementTerms terms = command.terms();
        boolean party = switch (command.step()) {
            case APPLIED -> command.signer().equals(terms.consumer());
            case AGREED, REFUSED -> command.signer().equals(terms.provider());
            case ENDED ->
                command.signer().equals(terms.consumer()) || command.signer().equals(terms.provider());
        };
        if (!party) {
            throw new ContractException(
                    ErrorCode.AGREEMENT_NOT_PARTY,
                    "expected " + command.step() + " by the party that may, got "
                            + command.signer().value()
                            + "; the consumer applies, the provider agrees or refuses, either ends");
        }
    }

    private static void checkStep(TakeAgreementStep command, Optional<Agreement> before) {
        boolean next = switch (command.step()) {
            case APPLIED -> before.isEmpty();
            case AGREED, REFUSED -> before.stream().anyMatch(agreement -> agreement.state() == Step.APPLIED);
            case ENDED -> before.stream().anyMatch(agreement -> agreement.state() == Step.AGREED);
        };
        if (!next) {
            throw new ContractException(
                    ErrorCode.AGREEMENT_STEP_WRONG,
                    "expected a step that follows "
                            + before.map(agreement -> agreement.state().name()).orElse("nothing") + ", got "
                            + command.step() + "; look at agreements:get");
        }
        if (command.step() == Step.AGREED && command.terms().sharing() == AgreementTerms.Sharing.NONE) {
            throw new ContractException(
                    ErrorCode.AGREEMENT_NOT_SHARED,
                    "expected a sharing class other than NONE to be agreed, got NONE; refuse it, and let the consumer apply"
                            + " again with another class");
        }
    }
}
