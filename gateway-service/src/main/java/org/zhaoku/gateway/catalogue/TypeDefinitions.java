package org.zhaoku.gateway.catalogue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusReason;
import org.zhaoku.verifier.trust.TypeDefinition;

/**
 * The bytes of a definition: deterministic CBOR as docs/catalogue.md has it. They are what is stored, and their SM3 is what the
 * ledger has of them.
 */
public final class TypeDefinitions {
    private static final int MAX = 1 << 16;
    private static final int REQUIRED = 1;
    private static final int FACE = 2;
    private static final int MASKED = 4;
    private static final int SENSITIVE = 8;

    private TypeDefinitions() {}

    /** The definition's bytes. */
    static Bytes encode(LicenceType type) {
        TypeTerms terms = type.terms();
        return Cbor.map()
                .put(1, Cbor.of(type.code().value()))
                .put(2, Cbor.of(type.version()))
                .put(3, Cbor.of(type.name()))
                .put(
                        4,
                        Cbor.array(type.fields().stream()
                                .map(TypeDefinitions::field)
                                .toList()))
                .put(5, Cbor.of(type.personalNumber()))
                .put(6, terms.definer().map(Cbor::of).orElse(null))
                .put(
                        7,
                        terms.definerLevel()
                                .map(level -> Cbor.of(level.number()))
                                .orElse(null))
                .put(8, Cbor.of(terms.holders().number()))
                .put(9, terms.validity().isEmpty() ? null : Cbor.of(ValidityPeriod.text(terms.validity())))
                .put(
                        10,
                        Cbor.array(terms.issuingLevels().stream()
                                .map(AuthorityLevel::number)
                                .sorted()
                                .map(Cbor::of)
                                .toList()))
                .put(
                        11,
                        Cbor.array(terms.matters().stream()
                                .map(matter -> Cbor.array(Cbor.of(matter.code()), Cbor.of(matter.name())))
                                .toList()))
                .put(
                        12,
                        Cbor.array(terms.states().stream()
                                .map(TypeDefinitions::state)
                                .toList()))
                .put(
                        13,
                        Cbor.array(terms.codeTables().stream()
                                .map(TypeDefinitions::table)
                                .toList()))
                .put(14, terms.template().map(Cbor::of).orElse(null))
                .put(15, Cbor.of(terms.twoPersons()))
                .build()
                .encode();
    }

    /** SM3 of the definition, 32 bytes. */
    static Bytes digest(LicenceType type) {
        return Sm3.digest(encode(type));
    }

    /** What the ledger and the trust bundle have of a type: docs/trust-bundle.md §4.2. */
    static TypeDefinition published(LicenceType type) {
        return new TypeDefinition(
                type.code(),
                type.version(),
                type.name(),
                type.fields().stream()
                        .map(field -> new org.zhaoku.verifier.trust.FieldDefinition(
                                field.name(),
                                field.title(),
                                kind(field.kind()),
                                field.required(),
                                field.face(),
                                field.masked()))
                        .toList(),
                Optional.of(digest(type)));
    }

    private static org.zhaoku.verifier.trust.FieldDefinition.Kind kind(FieldDefinition.Kind kind) {
        return org.zhaoku.verifier.trust.FieldDefinition.Kind.valueOf(kind.name());
    }

    private static Cbor field(FieldDefinition field) {
        FieldDefinition.Rules rules = field.rules();
        int flags = (field.required() ? REQUIRED : 0)
                | (field.face() ? FACE : 0)
                | (field.masked() ? MASKED : 0)
                | (rules.sensitive() ? SENSITIVE : 0);
        return Cbor.map()
                .put(1, Cbor.of(field.name()))
                .put(2, Cbor.of(field.title()))
                .put(3, Cbor.of(field.kind().name()))
                .put(4, Cbor.of(flags))
                .put(5, Cbor.of(rules.minLength()))
                .put(6, Cbor.of(field.maxLength()))
                .put(7, rules.pattern().map(Cbor::of).orElse(null))
                .put(8, rules.codeTable().map(Cbor::of).orElse(null))
                .put(9, rules.shortName().map(Cbor::of).orElse(null))
                .build();
    }

    private static Cbor state(StateCode state) {
        return Cbor.array(
                Cbor.of(state.code()),
                Cbor.of(state.name()),
                Cbor.of(state.state().name()),
                Cbor.array(state.reasons().stream()
                        .map(StatusReason::number)
                        .sorted()
                        .map(Cbor::of)
                        .toList()));
    }

    private static Cbor table(CodeTable table) {
        return Cbor.array(
                Cbor.of(table.name()),
                Cbor.array(table.codes().stream()
                        .map(code -> Cbor.array(Cbor.of(code.code()), Cbor.of(code.name())))
                        .toList()));
    }

    /** @throws IllegalArgumentException if {@code encoded} is anything else than {@link #encode} makes */
    public static LicenceType decode(Bytes encoded) {
        var map = new CborMapReader("definition", Cbor.decode(encoded));
        var terms = new TypeTerms(
                map.find(6).map(item -> CborReads.text("defining authority", item)),
                map.find(7).map(TypeDefinitions::level),
                HolderCategory.of(map.number(8, 0, MAX)),
                map.find(9)
                        .map(item -> ValidityPeriod.list(CborReads.text("validity", item)))
                        .orElse(List.of()),
                levels(items("issuing levels", map.get(10))),
                items("matters", map.get(11)).stream()
                        .map(item -> texts("matter", item, 2))
                        .map(texts -> new TypeTerms.Matter(texts.get(0), texts.get(1)))
                        .toList(),
                items("states", map.get(12)).stream()
                        .map(TypeDefinitions::readState)
                        .toList(),
                items("code tables", map.get(13)).stream()
                        .map(TypeDefinitions::readTable)
                        .toList(),
                map.find(14).map(item -> CborReads.text("template", item)),
                CborReads.bool("approval", map.get(15)));
        var type = new LicenceType(
                LicenceTypeCode.parse(map.text(1)),
                (int) map.number(2, 1, MAX),
                map.text(3),
                CborReads.bool("personal number", map.get(5)),
                items("fields", map.get(4)).stream()
                        .map(TypeDefinitions::readField)
                        .toList(),
                terms);
        map.end();
        return type;
    }

    private static FieldDefinition readField(Cbor item) {
        var map = new CborMapReader("field", item);
        int flags = (int) map.number(4, 0, REQUIRED | FACE | MASKED | SENSITIVE);
        var field = new FieldDefinition(
                map.text(1),
                map.text(2),
                FieldDefinition.Kind.valueOf(map.text(3)),
                (flags & REQUIRED) != 0,
                (flags & FACE) != 0,
                (flags & MASKED) != 0,
                (int) map.number(6, 1, MAX),
                new FieldDefinition.Rules(
                        (int) map.number(5, 1, MAX),
                        map.find(7).map(text -> CborReads.text("pattern", text)),
                        (flags & SENSITIVE) != 0,
                        map.find(8).map(text -> CborReads.text("code table", text)),
                        map.find(9).map(text -> CborReads.text("short name", text))));
        map.end();
        return field;
    }

    private static AuthorityLevel level(Cbor item) {
        return AuthorityLevel.of(CborReads.number("level", item, 1, MAX));
    }

    private static Set<AuthorityLevel> levels(List<Cbor> items) {
        return items.stream()
                .map(TypeDefinitions::level)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AuthorityLevel.class)));
    }

    private static StateCode readState(Cbor item) {
        List<Cbor> items = CborReads.array("state", item, 4, 4);
        return new StateCode(
                CborReads.text("code of the state", items.get(0)),
                CborReads.text("name of the state", items.get(1)),
                StateCode.Coded.valueOf(CborReads.text("state", items.get(2))),
                items("reasons", items.get(3)).stream()
                        .map(number -> StatusReason.of(CborReads.number("reason", number, 1, MAX))
                                .orElseThrow(() -> new IllegalArgumentException("unknown reason")))
                        .collect(Collectors.toSet()));
    }

    private static CodeTable readTable(Cbor item) {
        List<Cbor> items = CborReads.array("code table", item, 2, 2);
        return new CodeTable(
                CborReads.text("name of the table", items.get(0)),
                items("codes", items.get(1)).stream()
                        .map(code -> texts("code", code, 2))
                        .map(texts -> new CodeTable.Code(texts.get(0), texts.get(1)))
                        .toList());
    }

    private static List<Cbor> items(String name, Cbor item) {
        return CborReads.array(name, item, 0, MAX);
    }

    private static List<String> texts(String name, Cbor item, int size) {
        return CborReads.array(name, item, size, size).stream()
                .map(text -> CborReads.text(name, text))
                .toList();
    }
}
