package org.zhaoku.verifier.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.VerifiedLicence;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.trust.FieldDefinition;
import org.zhaoku.verifier.trust.TypeDefinition;

/** A verified licence's content with the names that its type gives the fields. */
final class LicenceFacts {
    private final VerifiedLicence licence;

    LicenceFacts(VerifiedLicence licence) {
        this.licence = licence;
    }

    /**
     * One field.
     *
     * @param number in the type's definition
     * @param definition if the bundle has it
     * @param value text, number, boolean or null; days as ISO dates, bytes as hexadecimal digits
     */
    record Field(
            int number,
            Optional<FieldDefinition> definition,
            @Nullable Object value) {
        String name() {
            return definition.map(FieldDefinition::name).orElse("#" + number);
        }

        Facts facts() {
            return new Facts()
                    .put("number", number)
                    .put("key", definition.map(FieldDefinition::key))
                    .put("name", definition.map(FieldDefinition::name))
                    .plain("value", value);
        }
    }

    Statement statement() {
        return licence.statement();
    }

    String typeName() {
        return licence.type()
                .map(TypeDefinition::name)
                .orElse(statement().identifier().type().value());
    }

    String issuer() {
        return licence.issuer().name();
    }

    List<Field> face() {
        List<Field> fields = new ArrayList<>();
        statement().face().forEach((number, value) -> fields.add(field(number, value)));
        return fields;
    }

    List<Field> disclosed() {
        return licence.disclosed().stream()
                .map(disclosure -> field(disclosure.number(), disclosure.value()))
                .toList();
    }

    Facts facts() {
        Statement statement = statement();
        return new Facts()
                .put("identifier", statement.identifier().toString())
                .put(
                        "type",
                        new Facts()
                                .put("code", statement.identifier().type().value())
                                .put("version", statement.typeVersion())
                                .put("name", licence.type().map(TypeDefinition::name)))
                .put(
                        "issuer",
                        new Facts()
                                .put("code", licence.issuer().code().value())
                                .put("name", licence.issuer().name())
                                .put("region", licence.issuer().region()))
                .put("number", licence.number())
                .put("issued", statement.issued().toString())
                .put("validFrom", statement.validFrom().toString())
                .put("validTo", statement.validTo())
                .put("origin", statement.origin().name())
                .put("presence", licence.presence().name())
                .put("face", face().stream().map(Field::facts).toList())
                .put("disclosed", disclosed().stream().map(Field::facts).toList());
    }

    private Field field(int number, Cbor value) {
        Optional<FieldDefinition> definition = licence.type()
                .filter(type -> number < type.fields().size())
                .map(type -> type.fields().get(number));
        boolean day = definition
                .filter(each -> each.kind() == FieldDefinition.Kind.DATE)
                .isPresent();
        return new Field(number, definition, plain(value, day));
    }

    private static @Nullable Object plain(Cbor value, boolean day) {
        if (value instanceof Cbor.Int number) {
            return day ? date(number.value()) : number.value();
        }
        if (value instanceof Cbor.Text text) {
            return text.value();
        }
        if (value instanceof Cbor.ByteString bytes) {
            return bytes.value().hex();
        }
        return value == Cbor.Simple.NULL ? null : value == Cbor.Simple.TRUE;
    }

    private static Object date(long day) {
        try {
            return LocalDate.ofEpochDay(day).toString();
        } catch (DateTimeException e) {
            return day;
        }
    }
}
