package org.zhaoku.gateway.authority;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.Date;
import org.bouncycastle.asn1.x509.Certificate;
import org.jspecify.annotations.Nullable;
import org.zhaoku.chaincode.command.DayRange;
import org.zhaoku.chaincode.registry.RegisteredKey;
import org.zhaoku.gateway.ledger.LedgerKey;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.pki.Sm2Certificate;

/**
 * A department's key as the ledger has it.
 *
 * @param kid 16 hexadecimal digits
 * @param state ACTIVE, RETIRED or DISTRUSTED
 * @param firstDay in Asia/Shanghai
 * @param lastDay the last one included
 * @param addedAt where it was registered
 * @param retiredFrom where it was retired; absent if it was not
 * @param distrustedFrom the first position that does not count; absent if it is not distrusted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DepartmentKey")
record KeyView(
        String kid,
        RegisteredKey.State state,
        LocalDate firstDay,
        LocalDate lastDay,
        Position addedAt,
        @Nullable Position retiredFrom,
        @Nullable Position distrustedFrom) {

    static KeyView of(LedgerKey key) {
        DayRange days = key.days().orElseGet(() -> days(key.certificate()));
        return new KeyView(
                key.kid().toString(),
                key.state(),
                LocalDate.ofEpochDay(days.from()),
                LocalDate.ofEpochDay(days.to()),
                key.addedAt(),
                key.retiredFrom().orElse(null),
                key.distrustedFrom().orElse(null));
    }

    private static DayRange days(Sm2Certificate certificate) {
        Certificate parsed = Certificate.getInstance(certificate.der().toArray());
        return new DayRange(
                day(parsed.getStartDate().getDate()), day(parsed.getEndDate().getDate()));
    }

    private static long day(Date instant) {
        return LocalDate.ofInstant(instant.toInstant(), LicenceVerifier.ZONE).toEpochDay();
    }
}
