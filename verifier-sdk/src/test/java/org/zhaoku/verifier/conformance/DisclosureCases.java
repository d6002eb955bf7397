package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Scene.FEW;
import static org.zhaoku.verifier.conformance.Scene.LICENCE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.Disclosures;

/** Fields that are shown beside a licence. */
final class DisclosureCases {
    private static final String FOREIGN = "INVALID LIC-701";
    private static final Disclosures OWN = Scene.fields(LICENCE, 1, 3);
    private static final Disclosure FIRST = OWN.fields().get(0);
    private static final Disclosure SECOND = OWN.fields().get(1);

    private DisclosureCases() {}

    private static void shown(List<Case> cases, String id, String what, Disclosures fields, String expected) {
        cases.add(Scene.code("disclosures", id, what, LICENCE.code(fields), expected));
    }

    private static void changed(List<Case> cases, String id, String what, Disclosure first, Disclosure second) {
        shown(cases, id, what, new Disclosures(List.of(first, second), OWN.proof()), FOREIGN);
    }

    private static void malformed(List<Case> cases, String id, String what, String fields) {
        Bytes content = Raw.hex("83")
                .plus(Raw.bstr(LICENCE.statement().encoded()))
                .plus(LICENCE.receipt().toCbor().encode())
                .plus(Raw.hex(fields));
        cases.add(Scene.text("disclosures", id, what, Raw.text(content), "INVALID LIC-102"));
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        shown(cases, "shown", "two fields of the licence", OWN, "VALID");
        shown(cases, "shown-all", "all fields of the licence", LICENCE.fields().discloseAll(), "VALID");
        shown(cases, "shown-foreign", "fields of another licence", Scene.fields(FEW.get(3), 1, 3), FOREIGN);
        changed(
                cases,
                "shown-value",
                "another value for a field",
                new Disclosure(FIRST.salt(), 1, Cbor.of("低压电工")),
                SECOND);
        changed(
                cases,
                "shown-salt",
                "another salt for a field",
                new Disclosure(SECOND.salt(), 1, FIRST.value()),
                SECOND);
        changed(
                cases,
                "shown-number",
                "a field under another's number",
                new Disclosure(FIRST.salt(), 0, FIRST.value()),
                SECOND);
        changed(
                cases,
                "shown-swapped",
                "the values of two fields swapped",
                new Disclosure(FIRST.salt(), 1, SECOND.value()),
                new Disclosure(SECOND.salt(), 3, FIRST.value()));
        changed(cases, "shown-kind", "a number as a text", FIRST, new Disclosure(SECOND.salt(), 3, Cbor.of("20454")));
        changed(
                cases,
                "shown-beyond",
                "a field that the licence does not have",
                FIRST,
                new Disclosure(SECOND.salt(), 6, SECOND.value()));
        shown(
                cases,
                "shown-omitted",
                "one field left out and the proof kept",
                new Disclosures(List.of(FIRST), OWN.proof()),
                FOREIGN);
        List<Bytes> longer = new ArrayList<>(OWN.proof());
        longer.add(Bytes.of(new byte[32]));
        shown(cases, "proof-extra", "a hash too many in the proof", new Disclosures(OWN.fields(), longer), FOREIGN);
        shown(
                cases,
                "proof-short",
                "a hash too few in the proof",
                new Disclosures(OWN.fields(), OWN.proof().subList(0, OWN.proof().size() - 1)),
                FOREIGN);
        List<Bytes> turned = new ArrayList<>(OWN.proof());
        Collections.reverse(turned);
        shown(cases, "proof-turned", "the proof in another order", new Disclosures(OWN.fields(), turned), FOREIGN);
        String first = field(FIRST);
        String second = field(SECOND);
        String proof = Raw.bstr(Bytes.concat(OWN.proof())).hex();
        malformed(cases, "fields-none", "a list of no fields", "82" + "80" + proof);
        malformed(cases, "fields-twice", "a field twice", "82" + "82" + first + first + proof);
        malformed(cases, "fields-order", "fields in another order", "82" + "82" + second + first + proof);
        malformed(
                cases,
                "field-array",
                "an array for a value",
                "82" + "81" + "8350" + FIRST.salt().hex() + "01" + "80" + proof);
        malformed(
                cases,
                "field-salt-15",
                "a salt of 15 bytes",
                "82" + "81" + "834f" + FIRST.salt().slice(0, 15).hex() + "01" + "01" + proof);
        malformed(
                cases,
                "field-256",
                "field number 256",
                "82" + "81" + "8350" + FIRST.salt().hex() + "190100" + "01" + proof);
        malformed(
                cases,
                "field-float",
                "a float for a value",
                "82" + "81" + "8350" + FIRST.salt().hex() + "01" + "f93c00" + proof);
        malformed(cases, "proof-31", "a proof of 31 bytes", "82" + "82" + first + second + "581f" + "00".repeat(31));
        malformed(cases, "proof-missing", "no proof", "81" + "82" + first + second);
        return cases;
    }

    private static String field(Disclosure field) {
        return Cbor.array(Cbor.of(field.salt()), Cbor.of(field.number()), field.value())
                .encode()
                .hex();
    }
}
