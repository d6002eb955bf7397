package org.zhaoku.verifier.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.zhaoku.verifier.Basis;
import org.zhaoku.verifier.VerificationReceipt;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.answer.SignedAnswer;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.log.SplitView;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.trust.CosignedCheckpoint;

/** Signed messages. Which kind one is stands in no message, so the strict readers are asked one by one. */
final class InspectedMessages {
    private static final List<Function<Bytes, Inspection>> KINDS = List.of(
            message -> of(SignedCheckpoint.decode(message)),
            message -> of(VerificationReceipt.decode(message)),
            message -> of(SignedAnswer.decode(message)),
            InspectedMessages::batch,
            message -> new Inspection("signed statement", InspectedCodes.of(SignedStatement.decode(message))));

    private InspectedMessages() {}

    /** @throws IllegalArgumentException if it is no signed message at all */
    static Inspection of(Bytes message) {
        CoseSign1 signed = CoseSign1.decode(message);
        return KINDS.stream()
                .flatMap(kind -> attempt(kind, message).stream())
                .findFirst()
                .orElseGet(() -> new Inspection("signed message of no known content", header(signed)));
    }

    private static Optional<Inspection> attempt(Function<Bytes, Inspection> kind, Bytes message) {
        try {
            return Optional.of(kind.apply(message));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Facts header(CoseSign1 message) {
        return new Facts()
                .put("bytes", message.encoded().size())
                .put("kid", message.kid().toString())
                .put("payloadBytes", message.payload().size());
    }

    private static Inspection batch(Bytes message) {
        CoseSign1 signed = CoseSign1.decode(message);
        BatchHeader batch = BatchHeader.decode(signed.payload());
        return new Inspection(
                "batch header",
                header(signed)
                        .put("network", batch.network().name())
                        .put("department", batch.department().value())
                        .put("region", batch.region())
                        .texts("types", batch.types())
                        .put("statements", batch.size())
                        .put("root", batch.root().hex()));
    }

    private static Inspection of(SignedAnswer answer) {
        return new Inspection(
                "answer",
                header(CoseSign1.decode(answer.encoded())).put("content", "shown only with the gateway's key"));
    }

    private static Inspection of(VerificationReceipt receipt) {
        Basis basis = receipt.basis();
        Facts facts = header(CoseSign1.decode(receipt.encoded()))
                .put("verifier", receipt.verifier())
                .put("outcome", receipt.outcome().name())
                .put("test", basis.test())
                .texts("codes", receipt.codes())
                .texts("relaxations", basis.relaxations())
                .put("at", basis.at())
                .put("network", basis.network().name())
                .put("subject", basis.subject().hex())
                .put("statement", basis.statement())
                .put("bundle", basis.bundle().hex())
                .put("records", basis.ledgerSize())
                .put("ledgerRoot", basis.ledgerRoot().hex());
        return new Inspection("verification receipt", facts, Optional.of(receipt));
    }

    private static Inspection of(SignedCheckpoint signed) {
        return new Inspection("signed checkpoint", signed(signed));
    }

    private static Facts signed(SignedCheckpoint signed) {
        return new Facts()
                .put("bytes", signed.encoded().size())
                .put("kid", signed.kid().toString())
                .put("checkpoint", of(signed.checkpoint()));
    }

    static Facts of(Checkpoint checkpoint) {
        return new Facts()
                .put("network", checkpoint.network().name())
                .put("records", checkpoint.size())
                .put("root", checkpoint.root().hex())
                .put("block", checkpoint.position().block())
                .put("transaction", checkpoint.position().transaction())
                .put("time", checkpoint.time())
                .put("manifest", checkpoint.manifest());
    }

    static Facts of(CosignedCheckpoint cosigned) {
        return new Facts()
                .texts(
                        "kids",
                        cosigned.messages().stream().map(SignedCheckpoint::kid).toList())
                .put("checkpoint", of(cosigned.checkpoint()));
    }

    static Inspection of(SplitView view) {
        return new Inspection(
                "proof of a split view",
                new Facts()
                        .put("bytes", view.encode().size())
                        .put("first", signed(view.first()))
                        .put("second", signed(view.second())));
    }
}
