package org.zhaoku.gateway.licence;

import java.time.LocalDate;
import java.util.Optional;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * What is looked for among a department's licences; all that is there must hold.
 *
 * @param department whose licences
 * @param identifier GB/T 36904 identifier, with or without its check character
 * @param holder a holder's number
 * @param type code of the type
 * @param state where it is, or what became of it
 * @param from first day of issue
 * @param to last day of issue
 */
public record LicenceQuery(
        UnifiedSocialCreditCode department,
        Optional<String> identifier,
        Optional<String> holder,
        Optional<LicenceTypeCode> type,
        Optional<SoughtState> state,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {
    /** All of a department. */
    public static LicenceQuery all(UnifiedSocialCreditCode department) {
        return new LicenceQuery(
                department,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "query for licences of " + department.value();
    }
}
