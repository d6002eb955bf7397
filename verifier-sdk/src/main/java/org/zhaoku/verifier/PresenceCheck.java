package org.zhaoku.verifier;

import java.util.ArrayList;
import java.util.List;
import org.zhaoku.verifier.presentation.Presence;
import org.zhaoku.verifier.presentation.PresentationFinding;
import org.zhaoku.verifier.presentation.PresentationResult;

/**
 * Step 8: how the licence was shown.
 *
 * @param presence how it was shown, with no fault
 * @param checks what was found
 */
record PresenceCheck(Presence presence, List<Check> checks) {
    private static final PresenceCheck PLAIN =
            new PresenceCheck(Presence.STATIC, List.of(Check.of(CheckCode.SHOWN_STATIC)));

    /** A code by itself. */
    static PresenceCheck plain(VerificationPolicy policy) {
        return policy.presence() == Presence.STATIC
                ? PLAIN
                : of(Presence.STATIC, new ArrayList<>(List.of(Check.of(CheckCode.SHOWN_STATIC))), policy);
    }

    /** The licence at this place of a presentation. */
    static PresenceCheck of(PresentationResult result, int place, VerificationPolicy policy) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of(code(result.licences().get(place).finding())));
        result.faults().forEach(fault -> checks.add(Check.of(code(fault))));
        return of(
                result.presence(place),
                new ArrayList<>(checks.stream().distinct().toList()),
                policy);
    }

    private static PresenceCheck of(Presence presence, List<Check> checks, VerificationPolicy policy) {
        if (presence.compareTo(policy.presence()) < 0) {
            checks.add(Check.of(CheckCode.PRESENCE_TOO_WEAK));
        }
        return new PresenceCheck(presence, checks);
    }

    private static CheckCode code(PresentationFinding finding) {
        return switch (finding) {
            case SIGNED_BY_HOLDER -> CheckCode.SHOWN_BY_HOLDER;
            case SIGNED_BY_GATEWAY -> CheckCode.SHOWN_BY_GATEWAY;
            case SIGNATURE_WRONG, CONTENT_CHANGED, SIGNER_UNNEEDED -> CheckCode.PRESENTATION_FORGED;
            case SIGNER_UNKNOWN -> CheckCode.PRESENTER_UNKNOWN;
            case NOT_THE_HOLDERS_KEY, NOT_A_GATEWAYS_KEY -> CheckCode.NOT_THE_HOLDER;
            case STATEMENT_NOT_OPENED -> CheckCode.PRESENCE_NOT_CHECKED;
            case WRONG_AUDIENCE, AUDIENCE_MISSING -> CheckCode.OTHER_AUDIENCE;
            case WRONG_NONCE, NONCE_MISSING -> CheckCode.OTHER_NONCE;
            case AUDIENCE_NOT_CHECKED, NONCE_NOT_CHECKED -> CheckCode.REQUEST_UNKNOWN;
            case TOO_EARLY -> CheckCode.PRESENTATION_EARLY;
            case EXPIRED -> CheckCode.PRESENTATION_EXPIRED;
            case LIFETIME_TOO_LONG -> CheckCode.PRESENTATION_TOO_LONG;
            case REPLAYED -> CheckCode.PRESENTATION_REPLAYED;
            case REPLAY_NOT_CHECKED -> CheckCode.REPLAY_NOT_CHECKED;
        };
    }
}
