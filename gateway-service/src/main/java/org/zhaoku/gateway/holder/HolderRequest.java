package org.zhaoku.gateway.holder;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;

/**
 * A person or an organisation.
 *
 * @param name their name
 * @param codeType kind of the code (GB/T 36903 Annex A)
 * @param code what identifies them
 */
@Schema(name = "Holder")
public record HolderRequest(
        @Schema(example = "张三", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,

        @Schema(description = "001 统一社会信用代码, 111 公民身份号码, … (GB/T 36903 Annex A)", example = "111") @Nullable String codeType,

        @Schema(example = "440300199001010016") @Nullable String code) {
    /** The most holders of one licence. */
    public static final int MAX_HOLDERS = 64;

    private static final int MAX_NAME = 200;

    public static HolderRequest of(Holder holder) {
        return new HolderRequest(
                holder.name(),
                holder.code().map(code -> code.type().number()).orElse(null),
                holder.code().map(Holder.Code::value).orElse(null));
    }

    /** The holder; what is wrong is noted. */
    public Optional<Holder> checked(String path, FieldErrors errors) {
        Optional<String> checkedName = errors.text(path + ".name", name, MAX_NAME);
        if (checkedName.filter(text -> text.indexOf(',') >= 0).isPresent()) {
            errors.add(
                    path + ".name",
                    FieldError.Code.FORMAT,
                    "expected a name without a comma, which stands between several");
        }
        if (codeType == null && code == null) {
            return checkedName.map(text -> new Holder(text, Optional.empty()));
        }
        Optional<CodeType> type = errors.parsed(
                path + ".codeType",
                codeType,
                "a code of GB/T 36903 Annex A, such as 001 or 111",
                number -> CodeType.of(number).orElseThrow(() -> new IllegalArgumentException("no such type")));
        Optional<String> value = type.isEmpty()
                ? errors.required(path + ".code", code)
                : errors.parsed(path + ".code", code, "a " + type.get().word(), type.get()::parse);
        return checkedName.isEmpty() || type.isEmpty() || value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Holder(checkedName.get(), Optional.of(new Holder.Code(type.get(), value.get()))));
    }

    /** The holders, or null for an empty list: generated clients send one for what their user left out. */
    public static @Nullable List<@Nullable HolderRequest> given(@Nullable List<@Nullable HolderRequest> holders) {
        return holders == null || holders.isEmpty() ? null : holders;
    }

    /** All holders of a licence; what is wrong is noted. */
    public static List<Holder> checked(String path, List<@Nullable HolderRequest> requests, FieldErrors errors) {
        if (requests.isEmpty() || requests.size() > MAX_HOLDERS) {
            errors.add(
                    path, FieldError.Code.LENGTH, "expected 1 to " + MAX_HOLDERS + " holders, got " + requests.size());
            return List.of();
        }
        List<Holder> holders = new ArrayList<>();
        Set<Holder.Code> codes = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            String at = path + "[" + i + "]";
            errors.required(at, requests.get(i))
                    .flatMap(request -> request.checked(at, errors))
                    .ifPresent(holder -> {
                        if (!holder.code().map(codes::add).orElse(true)) {
                            errors.add(at + ".code", FieldError.Code.DUPLICATE, "a holder before has this code");
                        }
                        holders.add(holder);
                    });
        }
        return holders;
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "holder";
    }
}
