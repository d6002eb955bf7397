package org.zhaoku.gateway.authority;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.anchor.Position;

/**
 * From where on a key is distrusted.
 *
 * @param from the first position on the ledger that does not count
 */
record DistrustRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Place from) {

    /**
     * @param block its number, from 0
     * @param transaction its number in the block, from 0
     */
    @Schema(name = "LedgerPosition")
    record Place(
            @Schema(minimum = "0", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Long block,

            @Schema(minimum = "0", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer transaction) {}

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    Position checked() {
        var errors = new FieldErrors();
        Place place = errors.required("from", from).orElseGet(() -> new Place(0L, 0));
        long block = number("from.block", place.block(), errors);
        long transaction = number("from.transaction", place.transaction(), errors);
        errors.throwIfAny();
        return new Position(block, (int) transaction);
    }

    private static long number(String field, @Nullable Number value, FieldErrors errors) {
        long number = errors.required(field, value).map(Number::longValue).orElse(0L);
        if (number < 0) {
            errors.add(field, FieldError.Code.RANGE, "expected a number from 0");
        }
        return number;
    }
}
