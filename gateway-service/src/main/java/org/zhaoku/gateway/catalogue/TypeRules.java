package org.zhaoku.gateway.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** What a type must be before it is published, since a published version never changes. */
final class TypeRules {
    private static final int MAX_NAME = 100;
    private static final int MAX_ISSUERS = 100;
    private static final int MAX_VERSION = 0xffff;

    private final FieldErrors errors = new FieldErrors();

    private TypeRules() {}

    /**
     * The type and who may issue it; version 1 if none was named.
     *
     * @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID
     */
    static TypeDraft check(TypeRequest request) {
        return new TypeRules().checked(request);
    }

    private TypeDraft checked(TypeRequest request) {
        Optional<LicenceTypeCode> code = errors.parsed(
                "code", request.code(), "a licence type code of 21 characters (GB/T 36902)", LicenceTypeCode::parse);
        Optional<String> name = errors.text("name", request.name(), MAX_NAME);
        int version = request.version() == null ? 1 : request.version();
        if (version < 1 || version > MAX_VERSION) {
            errors.add("version", FieldError.Code.RANGE, "expected 1 to " + MAX_VERSION + ", got " + version);
        }
        TypeTerms terms = new TermsRules(errors).check(request);
        List<FieldDefinition> fields = new TypeFieldRules(errors, terms).check(request.fields());
        Set<UnifiedSocialCreditCode> issuers = issuers(request.issuers(), terms);
        errors.throwIfAny();
        var type = new LicenceType(
                code.orElseThrow(),
                version,
                name.orElseThrow(),
                Boolean.TRUE.equals(request.personalNumber()),
                fields,
                terms);
        int size = TypeDefinitions.published(type).encode().size();
        if (size > PublishType.MAX_LENGTH) {
            errors.add(
                    "fields",
                    FieldError.Code.LENGTH,
                    "names and titles take " + size + " bytes on the ledger, the limit is " + PublishType.MAX_LENGTH
                            + "; shorten them");
        }
        errors.throwIfAny();
        return new TypeDraft(type, issuers);
    }

    private Set<UnifiedSocialCreditCode> issuers(@Nullable List<@Nullable String> requested, TypeTerms terms) {
        Set<UnifiedSocialCreditCode> issuers = new HashSet<>();
        if (requested == null) {
            return issuers;
        }
        if (requested.size() > MAX_ISSUERS) {
            errors.add("issuers", FieldError.Code.LENGTH, "expected at most " + MAX_ISSUERS + " departments");
            return issuers;
        }
        for (int i = 0; i < requested.size(); i++) {
            String path = "issuers[" + i + "]";
            errors.parsed(
                            path,
                            requested.get(i),
                            "a unified social credit code of 18 characters with a right check character",
                            UnifiedSocialCreditCode::parse)
                    .ifPresent(issuer -> {
                        if (!AuthorityLevel.isAllowed(issuer, terms.issuingLevels())) {
                            errors.add(
                                    path,
                                    FieldError.Code.RANGE,
                                    "expected a department of a level in issuingLevels, got one that is "
                                            + AuthorityLevel.of(issuer));
                        }
                        issuers.add(issuer);
                    });
        }
        return issuers;
    }
}
