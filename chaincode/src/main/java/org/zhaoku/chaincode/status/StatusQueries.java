package org.zhaoku.chaincode.status;

import org.zhaoku.chaincode.ledger.Json;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusChange.Predecessor;

/** Shows to people what became of licences. */
public final class StatusQueries {
    private StatusQueries() {}

    /** What became of a licence, or null if nothing did: it is in force, if it is anchored. */
    public static Json get(LedgerView ledger, UnifiedSocialCreditCode department, Bytes statement) {
        return ledger.get(StateKeys.status(department, statement))
                .map(LicenceRecord::decode)
                .map(StatusQueries::show)
                .orElse(Json.NULL);
    }

    /** What a licence continues, or null if nothing. */
    public static Json binding(LedgerView ledger, UnifiedSocialCreditCode department, Bytes statement) {
        return ledger.get(StateKeys.binding(department, statement))
                .map(Binding::decode)
                .map(binding -> Json.object()
                        .put("kind", binding.transfer() ? "TRANSFER" : "SUCCESSOR")
                        .put("old", show(binding.old()))
                        .build())
                .orElse(Json.NULL);
    }

    private static Json show(LicenceRecord licence) {
        StatusChange last = licence.last().change();
        Json.ObjectBuilder shown = Json.object()
                .put("department", last.licence().department().value())
                .put("statement", last.licence().statement().hex())
                .put("batch", last.licence().batch().hex())
                .put("place", Json.of(last.licence().place()))
                .put("state", licence.state().name())
                .put("disputed", Json.of(licence.disputed()))
                .put("sequence", Json.of(last.sequence()))
                .put("reason", last.reason().name())
                .put("reasonWord", last.reason().word())
                .put("message", licence.last().encoded().hex());
        last.successor().ifPresent(successor -> shown.put("successor", successor.hex()));
        last.target()
                .ifPresent(target -> shown.put(
                        "target",
                        Json.object()
                                .put("region", target.region())
                                .put("department", target.department().value())
                                .build()));
        last.effective().ifPresent(day -> shown.put("effective", String.valueOf(day)));
        licence.takenBy().ifPresent(taker -> shown.put("takenBy", show(taker)));
        return shown.build();
    }

    private static Json show(Predecessor licence) {
        return Json.object()
                .put("department", licence.department().value())
                .put("statement", licence.statement().hex())
                .build();
    }
}
