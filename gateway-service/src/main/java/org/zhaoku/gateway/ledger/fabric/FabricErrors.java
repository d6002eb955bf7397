package org.zhaoku.gateway.ledger.fabric;

import io.grpc.Status.Code;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;

/** Fabric's failures by stage, as what they mean for the transaction; the README has them as a table. */
final class FabricErrors {
    static final String UNAVAILABLE = "LEDGER_UNAVAILABLE";
    static final String BUSY = "LEDGER_BUSY";
    static final String QUEUE_FULL = "LEDGER_QUEUE_FULL";
    static final String NO_ENDORSERS = "LEDGER_NO_ENDORSERS";
    static final String ENDORSERS_DIFFER = "LEDGER_ENDORSERS_DIFFER";
    static final String ACCESS_DENIED = "LEDGER_ACCESS_DENIED";
    static final String IN_DOUBT = "LEDGER_IN_DOUBT";
    static final String ENVELOPE_REFUSED = "LEDGER_ENVELOPE_REFUSED";

    /** How a peer passes on what the contracts said. */
    private static final Pattern CONTRACT =
            Pattern.compile("chaincode response \\d+, ([A-Z][A-Z0-9_]+): (.*)", Pattern.DOTALL);
    /** How a peer passes on that an orderer will not take an envelope, whenever it comes. */
    private static final Pattern ORDERER_REFUSES = Pattern.compile("status=(BAD_REQUEST|FORBIDDEN)\\b");

    private FabricErrors() {}

    /**
     * Endorsement or a query failed: nothing was ordered. Of several contracts' answers this region's counts, then the first by
     * MSP id. If this region's peer, through which it went, has nothing against it and another region's refuses, that one may be
     * behind or lie, and the peers have to be asked again.
     *
     * @param region this region's MSP id
     * @param throughOwn whether this region's peer was asked
     */
    static LedgerException notOrdered(GatewayException e, String region, boolean throughOwn) {
        List<ErrorDetail> said = e.getDetails().stream()
                .filter(detail -> CONTRACT.matcher(detail.getMessage()).find())
                .sorted(Comparator.comparing(
                                (ErrorDetail detail) -> !detail.getMspId().equals(region))
                        .thenComparing(ErrorDetail::getMspId))
                .toList();
        if (said.isEmpty()) {
            return new LedgerException(
                    Kind.UNAVAILABLE, code(e), "the Fabric network did not take it: " + describe(e), e);
        }
        ErrorDetail counts = said.get(0);
        if (throughOwn && !counts.getMspId().equals(region)) {
            return new LedgerException(
                    Kind.UNAVAILABLE, ENDORSERS_DIFFER, "another region's peer alone refused it: " + describe(e), e);
        }
        Matcher contract = CONTRACT.matcher(counts.getMessage());
        if (!contract.find()) {
            throw new IllegalStateException("it matched before");
        }
        return new LedgerException(Kind.REFUSED, contract.group(1), contract.group(2), e);
    }

    private static String code(GatewayException e) {
        if (isOverLimit(e)) {
            return BUSY;
        }
        Code code = e.getStatus().getCode();
        if (code == Code.FAILED_PRECONDITION) {
            return NO_ENDORSERS;
        }
        boolean denied = code == Code.PERMISSION_DENIED
                || code == Code.UNAUTHENTICATED
                || describe(e).contains("access denied");
        return denied ? ACCESS_DENIED : UNAVAILABLE;
    }

    // a peer says so with the code UNKNOWN
    private static boolean isOverLimit(GatewayException e) {
        return describe(e).contains("exceeding concurrency limit");
    }

    /** Anything else that kept a call from being made. */
    static LedgerException unavailable(Throwable e) {
        return new LedgerException(
                Kind.UNAVAILABLE, UNAVAILABLE, "the Fabric network did not take it: " + e.getMessage(), e);
    }

    /** It was sent to be ordered, or may have been. */
    static LedgerException inDoubt(Throwable e) {
        String why = e instanceof GatewayException gateway ? describe(gateway) : String.valueOf(e.getMessage());
        return new LedgerException(Kind.IN_DOUBT, IN_DOUBT, "it is not known whether Fabric committed it: " + why, e);
    }

    /**
     * Whether an orderer said that it will never take this envelope: its identity expired or was revoked, or it does not fit the
     * channel any more. One is enough, since a peer passes on only the first answers that spoil the quorum, and since a new
     * transaction for the same command is safe whatever becomes of this one.
     */
    static boolean isRefusedByOrderers(@Nullable Throwable error) {
        return error instanceof GatewayException e
                && ORDERER_REFUSES.matcher(describe(e)).find();
    }

    static LedgerException envelopeRefused(Throwable e) {
        return new LedgerException(
                Kind.OUTDATED, ENVELOPE_REFUSED, "the orderers will not take this envelope any more", e);
    }

    /** It was committed as invalid, so it changed nothing. */
    static LedgerException invalid(TxValidationCode code) {
        return new LedgerException(
                Kind.OUTDATED, "LEDGER_" + code.name(), "Fabric committed the transaction as invalid: " + code.name());
    }

    /** Whether a peer was asked for a transaction that it does not have. */
    static boolean isUnknownTransaction(GatewayException e) {
        return describe(e).contains("no such transaction ID");
    }

    /** Whether another peer may do better: not if this one, or this gateway, only has too much to do, or others disagree. */
    static boolean isOfPeer(LedgerException e) {
        boolean elsewhere = e.kind() == Kind.REFUSED
                || e.code().equals(BUSY)
                || e.code().equals(QUEUE_FULL)
                || e.code().equals(ENDORSERS_DIFFER);
        return !elsewhere && !(e.getCause() instanceof GatewayException cause && isOverLimit(cause));
    }

    private static String describe(GatewayException e) {
        return Optional.ofNullable(e.getStatus().getDescription()).orElse("")
                + e.getDetails().stream()
                        .map(detail -> " {" + detail.getMspId() + ": " + detail.getMessage() + "}")
                        .reduce("", String::concat);
    }
}
