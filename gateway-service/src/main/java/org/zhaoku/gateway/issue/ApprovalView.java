package org.zhaoku.gateway.issue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.Occasion;
import org.zhaoku.gateway.licence.Succession;

/**
 * A licence that waits, or waited, for a second person.
 *
 * @param id of the licence
 * @param state OPEN, APPROVED or REFUSED
 * @param issuer the department
 * @param requestedBy who asked for it
 * @param decidedBy who decided
 * @param reason as it was given with the decision
 * @param request what was asked for, while it waits
 * @param links where to ask further
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Approval")
record ApprovalView(
        String id,
        State state,
        String type,
        String issuer,
        List<String> requestedBy,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason,
        @Nullable Request request,
        Map<String, String> links) {
    /** How far it is. */
    @Schema(name = "ApprovalState")
    enum State {
        OPEN,
        APPROVED,
        REFUSED
    }

    /**
     * What will be issued if it is approved.
     *
     * @param identifier GB/T 36904 identifier with its check character
     * @param validTo last day; absent for 长期
     * @param replaces id of the licence that it is to replace; absent for a first version and with TRANSFER
     * @param occasion why it is to replace it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ApprovalRequest")
    record Request(
            String identifier,
            int typeVersion,
            String holderName,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            Map<String, Object> fields,
            @Nullable String replaces,
            @Nullable Occasion occasion) {
        static Request of(Licence licence) {
            return new Request(
                    licence.identifier().toString(),
                    licence.typeVersion(),
                    licence.holderName(),
                    licence.validFrom(),
                    licence.validTo().orElse(null),
                    new TreeMap<>(licence.fields()),
                    licence.succession().flatMap(Succession::licence).orElse(null),
                    licence.succession().map(Succession::occasion).orElse(null));
        }

        /** Says nothing of the holder. */
        @Override
        public String toString() {
            return "request for a licence";
        }
    }

    static ApprovalView of(Approvals.Asked asked) {
        return of(
                asked.approval(),
                asked.licence()
                        .filter(licence -> asked.approval().decision().isEmpty())
                        .map(Request::of)
                        .orElse(null));
    }

    /** Without what was asked for. */
    static ApprovalView of(Approval approval) {
        return of(approval, null);
    }

    private static ApprovalView of(Approval approval, @Nullable Request request) {
        Optional<Approval.Decided> decided = approval.decision();
        State state =
                decided.map(there -> State.valueOf(there.decision().name())).orElse(State.OPEN);
        String self = "/api/v1/approvals/" + approval.id();
        return new ApprovalView(
                approval.id(),
                state,
                approval.type().value(),
                approval.department().value(),
                approval.requesters(),
                approval.requestedAt(),
                decided.map(Approval.Decided::by).orElse(null),
                decided.map(Approval.Decided::at).orElse(null),
                decided.flatMap(Approval.Decided::reason).orElse(null),
                request,
                state == State.REFUSED
                        ? Map.of("self", self)
                        : Map.of("self", self, "licence", "/api/v1/licences/" + approval.id()));
    }

    /** Says nothing of the persons. */
    @Override
    public String toString() {
        return "approval " + id;
    }
}
