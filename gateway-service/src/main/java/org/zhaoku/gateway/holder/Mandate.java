package org.zhaoku.gateway.holder;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * That somebody acts for a holder (代理、监护).
 *
 * @param id opaque, 32 hexadecimal digits
 * @param department that looked at the evidence
 * @param kind by what right
 * @param principal for whom; has a code
 * @param agent who; has a code
 * @param acts what they may apply for
 * @param types for licences of which types; empty for all
 * @param from first day
 * @param to last day; empty without end
 * @param evidence what it stands on: kind and reference of the document
 * @param endedOn the first day on which it does not count any more, if it was ended
 * @param recordedAt when
 */
record Mandate(
        String id,
        UnifiedSocialCreditCode department,
        MandateKind kind,
        Holder principal,
        Holder agent,
        Set<Act> acts,
        Set<LicenceTypeCode> types,
        LocalDate from,
        Optional<LocalDate> to,
        String evidence,
        Optional<LocalDate> endedOn,
        Instant recordedAt) {
    Mandate {
        acts = Set.copyOf(acts);
        types = Set.copyOf(types);
    }

    /** Whether it counts on a day. */
    boolean isInForce(LocalDate day) {
        return !day.isBefore(from)
                && to.filter(day::isAfter).isEmpty()
                && endedOn.filter(end -> !day.isBefore(end)).isEmpty();
    }

    /** Says nothing of the people. */
    @Override
    public String toString() {
        return "mandate " + id;
    }
}
