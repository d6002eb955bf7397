package org.zhaoku.gateway.holder;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mandate as it is recorded.
 *
 * @param id opaque
 * @param inForce whether it counts today
 * @param types absent for all
 * @param to last day; absent without end
 * @param endedOn the first day on which it does not count any more, if it was ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Mandate")
record MandateView(
        String id,
        boolean inForce,
        String department,
        MandateKind kind,
        HolderRequest principal,
        HolderRequest agent,
        List<Act> acts,
        @Nullable List<String> types,
        LocalDate from,
        @Nullable LocalDate to,
        String evidence,
        @Nullable LocalDate endedOn,
        Instant recordedAt) {

    static MandateView of(Mandate mandate, LocalDate today) {
        return new MandateView(
                mandate.id(),
                mandate.isInForce(today),
                mandate.department().value(),
                mandate.kind(),
                HolderRequest.of(mandate.principal()),
                HolderRequest.of(mandate.agent()),
                mandate.acts().stream().sorted().toList(),
                mandate.types().isEmpty()
                        ? null
                        : mandate.types().stream()
                                .map(type -> type.value())
                                .sorted()
                                .toList(),
                mandate.from(),
                mandate.to().orElse(null),
                mandate.evidence(),
                mandate.endedOn().orElse(null),
                mandate.recordedAt());
    }

    /** Says nothing of the people. */
    @Override
    public String toString() {
        return "mandate " + id;
    }
}
