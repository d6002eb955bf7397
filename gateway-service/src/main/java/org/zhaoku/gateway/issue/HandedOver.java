package org.zhaoku.gateway.issue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.trust.FieldDefinition;
import org.zhaoku.verifier.trust.TypeDefinition;

/**
 * A licence that another department hands over, as its package proves it.
 *
 * @param predecessor who issued it, and the digest of its statement
 * @param licence its content, as if it were stored here; its id is empty, and its holders are only in the fields
 */
record HandedOver(Predecessor predecessor, Licence licence) {
    private static final String NAME = org.zhaoku.gateway.catalogue.FieldDefinition.HOLDER_NAME;

    /** @param fields all of them, in the order of their numbers */
    static HandedOver of(Predecessor predecessor, Statement statement, TypeDefinition type, List<Disclosure> fields) {
        Map<String, Object> values = new HashMap<>();
        fields.forEach(field -> {
            FieldDefinition definition = type.fields().get(field.number());
            value(definition, field.value()).ifPresent(value -> values.put(definition.key(), value));
        });
        return new HandedOver(
                predecessor,
                new Licence(
                        "",
                        statement.identifier(),
                        statement.typeVersion(),
                        values.get(NAME) instanceof String name ? name : "",
                        List.of(),
                        values,
                        statement.issued(),
                        statement.validFrom(),
                        statement.validTo(),
                        Optional.empty(),
                        LicenceState.IN_FORCE,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** A value as a request would have it. Bytes are none that a request can have. */
    private static Optional<Object> value(FieldDefinition field, Cbor value) {
        if (value instanceof Cbor.Text text) {
            return Optional.of(text.value());
        }
        if (value instanceof Cbor.Int number) {
            return Optional.of(
                    field.kind() == FieldDefinition.Kind.DATE
                            ? LocalDate.ofEpochDay(number.value()).toString()
                            : (Object) number.value());
        }
        return value == Cbor.Simple.TRUE || value == Cbor.Simple.FALSE
                ? Optional.of(value == Cbor.Simple.TRUE)
                : Optional.empty();
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "a licence that is handed over";
    }
}
