package org.zhaoku.verifier.statement;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.sm.Sm3;

/** Claims to CBOR and back. A claim that has its usual value is left out, and only then. */
final class StatementCodec {
    private static final int ISSUER = 1;
    private static final int TYPE = 2;
    private static final int TYPE_VERSION = 3;
    private static final int SERIAL = 4;
    private static final int VERSION = 5;
    private static final int ISSUED = 6;
    private static final int VALID_FROM = 7;
    private static final int VALID_TO = 8;
    private static final int ORIGIN = 9;
    private static final int FACE = 10;
    private static final int FIELD_COUNT = 11;
    private static final int FIELD_ROOT = 12;
    private static final int HOLDER_KEY = 13;

    /** Keys that later versions may add without older verifiers refusing them. */
    private static final int IGNORABLE_FROM = 32;

    private static final int IGNORABLE_TO = 63;

    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private StatementCodec() {}

    static Bytes encode(Statement statement) {
        LicenceIdentifier identifier = statement.identifier();
        var face = Cbor.map();
        statement.face().forEach(face::put);
        return Cbor.map()
                .put(ISSUER, Cbor.of(identifier.issuer().value()))
                .put(TYPE, Cbor.of(identifier.type().value()))
                .put(TYPE_VERSION, unless(1, statement.typeVersion()))
                .put(SERIAL, Cbor.of(identifier.serial()))
                .put(VERSION, unless(1, identifier.version()))
                .put(ISSUED, Cbor.of(statement.issued().toEpochDay()))
                .put(
                        VALID_FROM,
                        unless(
                                statement.issued().toEpochDay(),
                                statement.validFrom().toEpochDay()))
                .put(
                        VALID_TO,
                        statement
                                .validTo()
                                .map(day -> Cbor.of(day.toEpochDay()))
                                .orElse(null))
                .put(ORIGIN, unless(0, statement.origin().number()))
                .put(FACE, statement.face().isEmpty() ? null : face.build())
                .put(FIELD_COUNT, Cbor.of(statement.fieldCount()))
                .put(FIELD_ROOT, Cbor.of(statement.fieldRoot()))
                .put(HOLDER_KEY, statement.holderKey().map(Cbor::of).orElse(null))
                .build()
                .encode();
    }

    private static @org.jspecify.annotations.Nullable Cbor unless(long usual, long value) {
        return value == usual ? null : Cbor.of(value);
    }

    static Statement decode(Bytes encoded) {
        try {
            return read(new CborMapReader("statement", Cbor.decode(encoded)));
        } catch (StatementException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new StatementException(e);
        }
    }

    private static Statement read(CborMapReader claims) {
        int version = (int) unusual(claims, VERSION, 1, 1, 999);
        LicenceIdentifier identifier =
                LicenceIdentifier.of(claims.text(TYPE), claims.text(ISSUER), claims.text(SERIAL), version);
        long issued = claims.number(ISSUED, FIRST_DAY, LAST_DAY);
        OptionalLong validTo = claims.findNumber(VALID_TO, FIRST_DAY, LAST_DAY);
        var statement = new Statement(
                identifier,
                (int) unusual(claims, TYPE_VERSION, 1, 1, 0xffff),
                LocalDate.ofEpochDay(issued),
                LocalDate.ofEpochDay(unusual(claims, VALID_FROM, issued, FIRST_DAY, LAST_DAY)),
                validTo.isPresent() ? Optional.of(LocalDate.ofEpochDay(validTo.getAsLong())) : Optional.empty(),
                origin(unusual(claims, ORIGIN, 0, 0, 0xff)),
                claims.find(FACE).map(StatementCodec::face).orElseGet(TreeMap::new),
                (int) claims.number(FIELD_COUNT, 1, FieldTree.MAX_FIELDS),
                claims.bytes(FIELD_ROOT, Sm3.LENGTH),
                claims.find(HOLDER_KEY).map(key -> CborReads.bytes("holder key", key, Statement.HOLDER_KEY_LENGTH)));
        claims.end(IGNORABLE_FROM, IGNORABLE_TO);
        return statement;
    }

    private static long unusual(CborMapReader claims, int key, long usual, long min, long max) {
        OptionalLong value = claims.findNumber(key, min, max);
        if (value.isPresent() && value.getAsLong() == usual) {
            throw new CborException("statement key " + key + ": the usual value must be left out");
        }
        return value.orElse(usual);
    }

    private static Origin origin(long number) {
        return Origin.of(number).orElseThrow(() -> new CborException("statement: unknown origin " + number));
    }

    private static NavigableMap<Integer, Cbor> face(Cbor item) {
        NavigableMap<Integer, Cbor> face = new TreeMap<>();
        CborReads.map("face", item)
                .entries()
                .values()
                .forEach(entry -> face.put(
                        (int) CborReads.number(
                                "number of a field on the face", entry.key(), 0, FieldTree.MAX_FIELDS - 1),
                        entry.value()));
        if (face.isEmpty()) {
            throw new CborException("face: an empty one must be left out");
        }
        return face;
    }
}
