package org.zhaoku.chaincode.agreements;

import java.util.Collection;
import org.zhaoku.chaincode.command.AgreementTerms;
import org.zhaoku.chaincode.ledger.Json;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Shows agreements to people. */
public final class AgreementQueries {
    private AgreementQueries() {}

    /**
     * An agreement, or null.
     *
     * @param id SM3 of its terms
     */
    public static Json get(LedgerView ledger, Bytes id) {
        return ledger.get(StateKeys.agreement(id))
                .map(value -> show(id, Agreement.decode(value)))
                .orElse(Json.NULL);
    }

    /** All agreements of a department, as provider or consumer, in the order of their ids. */
    public static Json of(LedgerView ledger, UnifiedSocialCreditCode department) {
        String prefix = StateKeys.agreementsOf(department);
        return Json.array(ledger.scan(prefix).keySet().stream()
                .map(key -> get(ledger, Bytes.fromHex(key.substring(prefix.length()))))
                .toList());
    }

    private static Json show(Bytes id, Agreement agreement) {
        AgreementTerms terms = agreement.steps().get(0).terms();
        return Json.object()
                .put("id", id.hex())
                .put("state", agreement.state().name())
                .put("provider", terms.provider().value())
                .put("consumer", terms.consumer().value())
                .put("type", terms.type().value())
                .put("fields", texts(terms.fields()))
                .put("purposes", texts(terms.purposes()))
                .put("firstDay", Json.of(terms.term().from()))
                .put("lastDay", Json.of(terms.term().to()))
                .put("sharing", terms.sharing().name())
                .put("reference", terms.reference())
                .put(
                        "messages",
                        Json.array(agreement.steps().stream()
                                .map(step -> Json.of(step.message().hex()))
                                .toList()))
                .build();
    }

    private static Json texts(Collection<String> texts) {
        return Json.array(texts.stream().map(Json::of).toList());
    }
}
