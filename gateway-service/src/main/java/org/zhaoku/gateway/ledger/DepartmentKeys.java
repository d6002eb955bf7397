package org.zhaoku.gateway.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.zhaoku.chaincode.registry.RegisteredKey;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/** Chooses the key that a department signs with. */
@Component
public final class DepartmentKeys {
    private final Signer signer;
    private final LedgerView view;

    public DepartmentKeys(Signer signer, LedgerView view) {
        this.signer = signer;
        this.view = view;
    }

    /**
     * Of the keys that this gateway holds and the ledger has as active the one that the ledger took last. May block.
     *
     * @return empty if there is none: nothing can be signed for the department here
     */
    public Optional<SigningKey> active(UnifiedSocialCreditCode department) {
        Map<KeyId, SigningKey> held =
                signer.department(department).stream().collect(Collectors.toMap(SigningKey::kid, Function.identity()));
        return view.keys(department).stream()
                .filter(key -> key.state() == RegisteredKey.State.ACTIVE && held.containsKey(key.kid()))
                .reduce((earlier, later) -> later)
                .map(key -> held.get(key.kid()));
    }

    /** A key that this gateway holds and the ledger does not have: one that was made, and then a fault came. May block. */
    public Optional<SigningKey> unregistered(UnifiedSocialCreditCode department) {
        List<KeyId> known = view.keys(department).stream().map(LedgerKey::kid).toList();
        return signer.department(department).stream()
                .filter(key -> !known.contains(key.kid()))
                .findFirst();
    }
}
