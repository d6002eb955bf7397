package org.zhaoku.gateway.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/**
 * An API key to make.
 *
 * @param name of the application, for people; at most 100 characters
 * @param rights 1 to 100, each type once
 * @param validDays 1 to 731; 365 if absent
 */
record ApiKeyRequest(
        @Schema(example = "演示市政务服务应用", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<@Nullable Right> rights,

        @Schema(minimum = "1", maximum = "731", example = "365") @Nullable Integer validDays) {
    private static final Pattern PURPOSE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MAX_NAME = 100;
    private static final int MAX_RIGHTS = 100;
    private static final int MAX_PURPOSES = 32;
    private static final int USUAL_DAYS = 365;
    private static final int MAX_DAYS = 731;

    /**
     * What the application may read, and for what.
     *
     * @param type code of a licence type
     * @param purposes codes of purposes or matters as the region numbers them
     */
    @Schema(name = "ApiKeyRight")
    record Right(
            @Schema(example = "11440300000000019K001", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String type,

            @Schema(example = "[\"food-inspection\"]", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<@Nullable String> purposes) {}

    /** What was asked for, in order. */
    record Checked(String name, List<ApiRight> rights, Duration life) {}

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    Checked checked() {
        var errors = new FieldErrors();
        Optional<String> checkedName = errors.text("name", name, MAX_NAME);
        List<ApiRight> checkedRights = rights(errors);
        int days = validDays == null ? USUAL_DAYS : validDays;
        if (days < 1 || days > MAX_DAYS) {
            errors.add("validDays", FieldError.Code.RANGE, "expected 1 to " + MAX_DAYS + ", got " + days);
        }
        errors.throwIfAny();
        return new Checked(checkedName.orElseThrow(), checkedRights, Duration.ofDays(days));
    }

    private List<ApiRight> rights(FieldErrors errors) {
        List<ApiRight> checked = new ArrayList<>();
        if (rights == null || rights.isEmpty() || rights.size() > MAX_RIGHTS) {
            errors.add("rights", FieldError.Code.LENGTH, "expected 1 to " + MAX_RIGHTS + " rights");
            return checked;
        }
        Set<LicenceTypeCode> types = new HashSet<>();
        for (int i = 0; i < rights.size(); i++) {
            String path = "rights[" + i + "]";
            errors.required(path, rights.get(i))
                    .flatMap(right -> right(errors, path, right))
                    .ifPresent(checked::add);
        }
        checked.stream()
                .filter(right -> !types.add(right.type()))
                .forEach(right ->
                        errors.add("rights", FieldError.Code.DUPLICATE, "the type " + right.type() + " comes twice"));
        return checked;
    }

    private static Optional<ApiRight> right(FieldErrors errors, String path, Right right) {
        Optional<LicenceTypeCode> type = errors.parsed(
                path + ".type", right.type(), "a licence type code of 21 characters", LicenceTypeCode::parse);
        List<@Nullable String> named = right.purposes();
        if (named == null || named.isEmpty() || named.size() > MAX_PURPOSES) {
            errors.add(path + ".purposes", FieldError.Code.LENGTH, "expected 1 to " + MAX_PURPOSES + " purposes");
            return Optional.empty();
        }
        var purposes = new TreeSet<String>();
        for (String purpose : named) {
            if (purpose == null || !PURPOSE.matcher(purpose).matches()) {
                errors.add(
                        path + ".purposes",
                        FieldError.Code.FORMAT,
                        "expected 1 to 64 letters, digits, dots, hyphens and underscores for each");
                return Optional.empty();
            }
            purposes.add(purpose);
        }
        return type.map(code -> new ApiRight(code, purposes));
    }
}
