package org.zhaoku.gateway.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type, in the form in which it is published.
 *
 * @param state DRAFT, PUBLISHED or RETIRED
 * @param digest SM3 of the definition, as the ledger has it; absent for a draft
 * @param retirement when, by whom and why it was retired
 * @param issuers of a draft: the departments that publishing it gives the right
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TypeView")
record TypeView(
        String code,
        int version,
        String name,
        boolean personalNumber,
        List<TypeRequest.Field> fields,
        @Nullable String definingAuthority,
        @Nullable AuthorityLevel definingAuthorityLevel,
        HolderCategory holderCategory,
        @Nullable String validity,
        List<AuthorityLevel> issuingLevels,
        List<TypeTerms.Matter> matters,
        List<TypeRequest.State> states,
        List<CodeTable> codeTables,
        @Nullable String template,
        TypeRequest.Approval approval,
        State state,
        @Nullable String digest,
        @Nullable RetirementView retirement,
        @Nullable List<String> issuers) {
    /** Where a definition is on its way. */
    @Schema(name = "TypeViewState")
    enum State {
        DRAFT,
        PUBLISHED,
        RETIRED
    }

    /**
     * The end of a version.
     *
     * @param by who asked for it
     */
    @Schema(name = "TypeRetirement")
    record RetirementView(Instant at, String by, String reason) {}

    static TypeView of(CatalogueEntry entry) {
        return of(
                entry.type(),
                entry.retirement().isPresent() ? State.RETIRED : State.PUBLISHED,
                TypeDefinitions.digest(entry.type()).hex(),
                entry.retirement()
                        .map(end -> new RetirementView(end.at(), end.by(), end.reason()))
                        .orElse(null),
                null);
    }

    static TypeView of(TypeDraft draft) {
        return of(
                draft.type(),
                State.DRAFT,
                null,
                null,
                draft.issuers().stream().map(code -> code.value()).sorted().toList());
    }

    private static TypeView of(
            LicenceType type,
            State state,
            @Nullable String digest,
            @Nullable RetirementView retirement,
            @Nullable List<String> issuers) {
        TypeTerms terms = type.terms();
        return new TypeView(
                type.code().value(),
                type.version(),
                type.name(),
                type.personalNumber(),
                type.fields().stream().map(TypeView::field).toList(),
                terms.definer().orElse(null),
                terms.definerLevel().orElse(null),
                terms.holders(),
                terms.validity().isEmpty() ? null : ValidityPeriod.text(terms.validity()),
                terms.issuingLevels().stream().sorted().toList(),
                terms.matters(),
                terms.states().stream().map(TypeView::state).toList(),
                terms.codeTables(),
                terms.template().orElse(null),
                terms.twoPersons() ? TypeRequest.Approval.TWO_PERSONS : TypeRequest.Approval.ONE_PERSON,
                state,
                digest,
                retirement,
                issuers);
    }

    private static TypeRequest.Field field(FieldDefinition field) {
        FieldDefinition.Rules rules = field.rules();
        boolean text = field.kind() == FieldDefinition.Kind.TEXT;
        return new TypeRequest.Field(
                field.name(),
                field.title(),
                field.kind(),
                field.required(),
                field.face(),
                field.masked(),
                field.maxLength(),
                text ? (Integer) rules.minLength() : null,
                rules.pattern().orElse(null),
                rules.sensitive(),
                rules.codeTable().orElse(null),
                rules.shortName().orElse(null));
    }

    private static TypeRequest.State state(StateCode state) {
        return new TypeRequest.State(
                state.code(),
                state.name(),
                state.state(),
                state.reasons().isEmpty()
                        ? null
                        : state.reasons().stream().sorted().toList());
    }
}
