package org.zhaoku.verifier.presentation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.presentation.PresentationResult.ForLicence;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.statement.Statement;

/** The signatures of one presentation, each verified once. */
final class SignatureCheck {
    private final List<PresentationSignature> signatures;
    private final Optional<PresentationSignature> gateway;
    private final boolean gatewayIsKnown;
    private final boolean anyIsWrong;

    SignatureCheck(Presentation presentation, Network network, Function<KeyId, Optional<Sm2PublicKey>> gateways) {
        this.signatures = presentation.signatures();
        this.gateway =
                signatures.stream().filter(each -> each.holderKey().isEmpty()).findFirst();
        Optional<Sm2PublicKey> gatewayKey = gateway.flatMap(each -> gateways.apply(each.kid()));
        this.gatewayIsKnown = gatewayKey.isPresent();
        this.anyIsWrong = signatures.stream()
                .anyMatch(each -> each.holderKey().map(HolderKey::key).or(() -> gatewayKey).stream()
                        .anyMatch(key -> !each.message().verifies(MessageKind.PRESENTATION, network, key)));
    }

    /** Who signed for a licence. */
    ForLicence signedFor(Optional<Statement> opened) {
        if (anyIsWrong) {
            return unsigned(PresentationFinding.SIGNATURE_WRONG);
        }
        if (opened.isEmpty()) {
            return unsigned(PresentationFinding.STATEMENT_NOT_OPENED);
        }
        Optional<Bytes> holder = opened.get().holderKey();
        if (holder.isPresent()) {
            return signatures.stream()
                    .filter(each -> isOf(each, holder.get()))
                    .findFirst()
                    .map(each -> new ForLicence(PresentationFinding.SIGNED_BY_HOLDER, Optional.of(each.kid())))
                    .orElse(unsigned(PresentationFinding.NOT_THE_HOLDERS_KEY));
        }
        if (gateway.isEmpty()) {
            return unsigned(PresentationFinding.NOT_A_GATEWAYS_KEY);
        }
        return gatewayIsKnown
                ? new ForLicence(PresentationFinding.SIGNED_BY_GATEWAY, gateway.map(PresentationSignature::kid))
                : unsigned(PresentationFinding.SIGNER_UNKNOWN);
    }

    /** Whether each signature counts for a licence, or may do so for one that could not be opened. */
    boolean areAllNeededBy(List<Optional<Statement>> opened) {
        return opened.stream().anyMatch(Optional::isEmpty)
                || signatures.stream()
                        .allMatch(signature -> opened.stream()
                                .flatMap(Optional::stream)
                                .map(Statement::holderKey)
                                .anyMatch(holder -> holder.map(thumbprint -> isOf(signature, thumbprint))
                                        .orElse(signature.holderKey().isEmpty())));
    }

    private static boolean isOf(PresentationSignature signature, Bytes thumbprint) {
        return signature.holderKey().map(HolderKey::thumbprint).equals(Optional.of(thumbprint));
    }

    private static ForLicence unsigned(PresentationFinding finding) {
        return new ForLicence(finding, Optional.empty());
    }
}
