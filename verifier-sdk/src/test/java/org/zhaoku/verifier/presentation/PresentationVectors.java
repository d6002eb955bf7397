package org.zhaoku.verifier.presentation;

import static org.zhaoku.verifier.presentation.Shown.AUDIENCE;
import static org.zhaoku.verifier.presentation.Shown.BY_FIRST;
import static org.zhaoku.verifier.presentation.Shown.BY_GATEWAY;
import static org.zhaoku.verifier.presentation.Shown.BY_SECOND;
import static org.zhaoku.verifier.presentation.Shown.BY_UNKNOWN_GATEWAY;
import static org.zhaoku.verifier.presentation.Shown.NONCE;
import static org.zhaoku.verifier.presentation.Shown.OF_FIRST;
import static org.zhaoku.verifier.presentation.Shown.OF_SECOND;
import static org.zhaoku.verifier.presentation.Shown.SHOWING;
import static org.zhaoku.verifier.presentation.Shown.TIME;
import static org.zhaoku.verifier.presentation.Shown.UNBOUND;
import static org.zhaoku.verifier.presentation.Shown.sign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.testing.World;

/** Makes what stands in vectors/presentations.txt: valid presentations, and each way in which one is broken. */
final class PresentationVectors {
    /** One line: what is expected, why, the verifier's audience, nonce and time, and the presentation. */
    record Line(String expected, String comment, String audience, String nonce, Instant at, Bytes presentation) {
        String text() {
            return String.join("|", expected, comment, audience, nonce, "" + at.getEpochSecond(), presentation.hex());
        }
    }

    private static final String REFUSED = "refused";

    private final List<Line> lines = new ArrayList<>();

    static List<String> file() {
        var vectors = new PresentationVectors();
        vectors.valid();
        vectors.wrongSigners();
        vectors.wrongShowings();
        vectors.changed();
        vectors.malformed();
        List<String> file = new ArrayList<>(
                List.of(
                        "# Presentations. Made by: mvn test -pl verifier-sdk -Dtest=PresentationVectorsTest -Dvectors.write=true",
                        "# For all: the network, the issuer's public key, the only gateway's kid and public key, the clock skew in seconds.",
                        "network|" + World.NETWORK,
                        "issuer|" + Shown.ISSUER.key().publicKey().encoded(),
                        "gateway|" + Shown.GATEWAY.kid() + "|"
                                + Shown.GATEWAY.key().publicKey().encoded(),
                        "skew|30",
                        "# expected|comment|audience or -|nonce or -|time in seconds|presentation",
                        "# expected: refused, or the finding of each licence in order and, behind a space, the faults of the whole"));
        vectors.lines.forEach(line -> file.add(line.text()));
        return file;
    }

    private void add(String expected, String comment, Bytes presentation) {
        lines.add(new Line(expected, comment, AUDIENCE, NONCE.hex(), TIME, presentation));
    }

    private void add(String expected, String comment, Presentation presentation) {
        add(expected, comment, presentation.encoded());
    }

    private void addAt(String expected, String comment, Instant at) {
        lines.add(new Line(
                expected,
                comment,
                AUDIENCE,
                NONCE.hex(),
                at,
                sign(List.of(OF_FIRST), BY_FIRST).encoded()));
    }

    private void addShown(String expected, String comment, Showing showing, String audience, String nonce) {
        lines.add(new Line(
                expected,
                comment,
                audience,
                nonce,
                TIME,
                sign(List.of(OF_FIRST), showing, BY_FIRST).encoded()));
    }

    private void valid() {
        add("SIGNED_BY_HOLDER", "one licence bound to a key", sign(List.of(OF_FIRST), BY_FIRST));
        add("SIGNED_BY_GATEWAY", "one licence bound to none", sign(List.of(UNBOUND), BY_GATEWAY));
        add(
                "SIGNED_BY_HOLDER,SIGNED_BY_GATEWAY,SIGNED_BY_HOLDER",
                "three licences, three signers",
                sign(List.of(OF_FIRST, UNBOUND, OF_SECOND), BY_FIRST, BY_SECOND, BY_GATEWAY));
        add(
                String.join(",", Collections.nCopies(8, "SIGNED_BY_GATEWAY")),
                "eight licences",
                sign(Collections.nCopies(8, UNBOUND), BY_GATEWAY));
        Showing anybody = Showing.at(TIME, Optional.empty(), Optional.empty());
        addShown("SIGNED_BY_HOLDER", "for whoever sees it, no challenge", anybody, "-", "-");
        addShown(
                "SIGNED_BY_HOLDER",
                "lives for one second",
                new Showing(Optional.of(AUDIENCE), Optional.of(NONCE), TIME, 1),
                AUDIENCE,
                NONCE.hex());
        addAt("SIGNED_BY_HOLDER", "the first moment", TIME.minusSeconds(30));
        addAt("SIGNED_BY_HOLDER", "the last moment", TIME.plusSeconds(89));
    }

    private void wrongSigners() {
        add("NOT_THE_HOLDERS_KEY SIGNER_UNNEEDED", "gateway for a bound licence", sign(List.of(OF_FIRST), BY_GATEWAY));
        add("NOT_THE_HOLDERS_KEY SIGNER_UNNEEDED", "another holder's key", sign(List.of(OF_FIRST), BY_SECOND));
        add(
                "NOT_A_GATEWAYS_KEY SIGNER_UNNEEDED",
                "a holder's key for an unbound licence",
                sign(List.of(UNBOUND), BY_FIRST));
        add(
                "NOT_THE_HOLDERS_KEY,SIGNED_BY_HOLDER",
                "a copied code beside one's own licence",
                sign(List.of(OF_FIRST, OF_SECOND), BY_SECOND));
        add("SIGNER_UNKNOWN", "a gateway that is not known", sign(List.of(UNBOUND), BY_UNKNOWN_GATEWAY));
        add(
                "SIGNED_BY_HOLDER SIGNER_UNNEEDED",
                "a gateway's signature too many",
                sign(List.of(OF_FIRST), BY_FIRST, BY_GATEWAY));
        add(
                "SIGNATURE_WRONG",
                "signed for another network",
                Presentation.sign(List.of(OF_FIRST), SHOWING, new Network("elsewhere"), List.of(BY_FIRST)));
        add("SIGNATURE_WRONG", "signed as an answer", resigned(MessageKind.ANSWER));
        add("SIGNATURE_WRONG", "signed as a statement", resigned(MessageKind.STATEMENT));
        Presentation two = sign(List.of(OF_FIRST, UNBOUND), BY_FIRST, BY_GATEWAY);
        String message = two.signatures().get(0).message().encoded().hex();
        String wrong = message.substring(0, message.length() - 2) + (message.endsWith("00") ? "01" : "00");
        Bytes broken = Bytes.fromHex(two.encoded().hex().replace(message, wrong));
        add("SIGNATURE_WRONG,SIGNATURE_WRONG", "one of two signatures wrong spoils both", broken);
    }

    private static List<Cbor> last(Bytes presentation) {
        List<Cbor> signatures = ((Cbor.Array) parts(presentation).get(1)).items();
        return ((Cbor.Array) signatures.get(signatures.size() - 1)).items();
    }

    private void wrongShowings() {
        Showing anybody = Showing.at(TIME, Optional.empty(), Optional.empty());
        addShown("SIGNED_BY_HOLDER WRONG_AUDIENCE", "for another verifier", SHOWING, "another", NONCE.hex());
        addShown(
                "SIGNED_BY_HOLDER AUDIENCE_NOT_CHECKED",
                "the verifier does not say who it is",
                SHOWING,
                "-",
                NONCE.hex());
        addShown("SIGNED_BY_HOLDER WRONG_NONCE", "another challenge", SHOWING, AUDIENCE, "ff".repeat(16));
        addShown("SIGNED_BY_HOLDER NONCE_NOT_CHECKED", "a challenge that was not given", SHOWING, AUDIENCE, "-");
        addShown(
                "SIGNED_BY_HOLDER AUDIENCE_MISSING,NONCE_MISSING",
                "for nobody in particular, no challenge answered",
                anybody,
                AUDIENCE,
                NONCE.hex());
        addAt("SIGNED_BY_HOLDER TOO_EARLY", "a second before the first moment", TIME.minusSeconds(31));
        addAt("SIGNED_BY_HOLDER EXPIRED", "a second after the last moment", TIME.plusSeconds(90));
        add("SIGNED_BY_HOLDER LIFETIME_TOO_LONG", "61 seconds", longLived());
    }

    private void changed() {
        Presentation shown = sign(List.of(OF_FIRST), BY_FIRST);
        LicenceCode bare = new LicenceCode(OF_FIRST.statement(), Optional.empty(), Optional.empty());
        add("SIGNED_BY_HOLDER CONTENT_CHANGED", "disclosures taken away", with(shown, List.of(bare)));
        add(
                "SIGNED_BY_HOLDER,SIGNED_BY_HOLDER CONTENT_CHANGED",
                "a licence twice",
                with(shown, List.of(OF_FIRST, OF_FIRST)));
        add("NOT_THE_HOLDERS_KEY CONTENT_CHANGED,SIGNER_UNNEEDED", "another licence", with(shown, List.of(OF_SECOND)));
        add(
                "SIGNED_BY_HOLDER,SIGNED_BY_HOLDER CONTENT_CHANGED",
                "licences in another order",
                with(sign(List.of(OF_FIRST, OF_SECOND), BY_FIRST, BY_SECOND), List.of(OF_SECOND, OF_FIRST)));
    }

    private void malformed() {
        Bytes encoded = sign(List.of(OF_FIRST), BY_FIRST).encoded();
        Cbor licences = parts(encoded).get(0);
        Cbor signatures = parts(encoded).get(1);
        List<Cbor> signature = last(encoded);
        add(REFUSED, "a byte behind it", encoded.plus(Bytes.fromHex("00")));
        add(REFUSED, "the last byte missing", encoded.slice(0, encoded.size() - 1));
        add(REFUSED, "no licence", Cbor.array(Cbor.array(), signatures).encode());
        add(
                REFUSED,
                "nine licences",
                Cbor.array(
                                Cbor.array(Collections.nCopies(
                                        9, ((Cbor.Array) licences).items().get(0))),
                                signatures)
                        .encode());
        add(REFUSED, "no signature", Cbor.array(licences, Cbor.array()).encode());
        add(
                REFUSED,
                "a third part",
                Cbor.array(licences, signatures, Cbor.array()).encode());
        add(
                REFUSED,
                "an empty part at the end of a licence",
                Cbor.array(
                                Cbor.array(
                                        Cbor.array(Cbor.of(OF_FIRST.statement().encoded()), Cbor.Simple.NULL)),
                                signatures)
                        .encode());
        add(
                REFUSED,
                "one signature twice",
                Cbor.array(licences, Cbor.array(Cbor.array(signature), Cbor.array(signature)))
                        .encode());
        add(
                REFUSED,
                "a key whose kid is another",
                Cbor.array(
                                licences,
                                Cbor.array(Cbor.array(
                                        signature.get(0),
                                        Cbor.of(BY_SECOND
                                                .holderKey()
                                                .orElseThrow()
                                                .key()
                                                .encoded()))))
                        .encode());
        add(
                REFUSED,
                "a key off the curve",
                Cbor.array(
                                licences,
                                Cbor.array(Cbor.array(
                                        signature.get(0), Cbor.of(Bytes.fromHex("04" + "00".repeat(63) + "01")))))
                        .encode());
        List<Cbor> two = ((Cbor.Array) parts(sign(List.of(OF_FIRST, OF_SECOND), BY_FIRST, BY_SECOND)
                                .encoded())
                        .get(1))
                .items().stream().collect(Collectors.toList());
        Collections.reverse(two);
        add(
                REFUSED,
                "signatures in descending order of kid",
                Cbor.array(licences, Cbor.array(two)).encode());
        add(
                REFUSED,
                "two gateways",
                Cbor.array(licences, Cbor.array(gateways())).encode());
        payload("format 2", 1, Cbor.of(2));
        payload("the usual lifetime written out", 5, Cbor.of(60));
        payload("lifetime 0", 5, Cbor.of(0));
        payload("nonce of 15 bytes", 3, Cbor.of(NONCE.slice(0, 15)));
        payload("empty audience", 2, Cbor.of(""));
        payload("audience of 129 bytes", 2, Cbor.of("a".repeat(129)));
        payload("content digest of 31 bytes", 6, Cbor.of(Bytes.fromHex("00".repeat(31))));
        payload("a key nobody knows", 7, Cbor.of(0));
        payload("time before 1970", 4, Cbor.of(-1));
    }

    private void payload(String comment, int key, Cbor value) {
        var claims = Cbor.map();
        ((Cbor.Map) Cbor.decode(sign(List.of(UNBOUND), BY_GATEWAY)
                        .signatures()
                        .get(0)
                        .message()
                        .payload()))
                .entries().values().stream()
                        .filter(each -> !each.key().equals(Cbor.of(key)))
                        .forEach(each -> claims.put(each.key(), each.value()));
        add(REFUSED, comment, signed(claims.put(key, value).build().encode()));
    }

    private static Bytes signed(Bytes payload) {
        CoseSign1 message = CoseSign1.sign(MessageKind.PRESENTATION, World.NETWORK, payload, Shown.GATEWAY);
        return Cbor.array(Cbor.array(UNBOUND.toCbor()), Cbor.array(Cbor.array(Cbor.of(message.encoded()))))
                .encode();
    }

    private static List<Cbor> gateways() {
        return List.of(BY_GATEWAY, BY_UNKNOWN_GATEWAY).stream()
                .map(gateway -> sign(List.of(UNBOUND), gateway).signatures().get(0))
                .sorted(Comparator.comparing(PresentationSignature::kid))
                .map(PresentationSignature::toCbor)
                .toList();
    }

    private static Bytes resigned(MessageKind kind) {
        Presentation shown = sign(List.of(UNBOUND), BY_GATEWAY);
        CoseSign1 message = CoseSign1.sign(
                kind,
                World.NETWORK,
                OptionalLong.empty(),
                shown.signatures().get(0).message().payload(),
                Shown.GATEWAY);
        return Cbor.array(parts(shown.encoded()).get(0), Cbor.array(Cbor.array(Cbor.of(message.encoded()))))
                .encode();
    }

    static Presentation longLived() {
        var showing = new Showing(Optional.of(AUDIENCE), Optional.of(NONCE), TIME, 61);
        Presentation shown = sign(List.of(OF_FIRST), BY_FIRST);
        Bytes content = PresentationPayload.decode(
                        shown.signatures().get(0).message().payload())
                .content();
        CoseSign1 message = CoseSign1.sign(
                MessageKind.PRESENTATION,
                World.NETWORK,
                new PresentationPayload(showing, content).encode(),
                BY_FIRST.signer());
        return Presentation.decode(Cbor.array(
                        parts(shown.encoded()).get(0),
                        Cbor.array(new PresentationSignature(message, BY_FIRST.holderKey()).toCbor()))
                .encode());
    }

    /** The same signatures over other licences. */
    static Presentation with(Presentation presentation, List<LicenceCode> licences) {
        return Presentation.decode(Cbor.array(
                        Cbor.array(licences.stream().map(LicenceCode::toCbor).toList()),
                        parts(presentation.encoded()).get(1))
                .encode());
    }

    private static List<Cbor> parts(Bytes presentation) {
        return ((Cbor.Array) Cbor.decode(presentation)).items();
    }
}
