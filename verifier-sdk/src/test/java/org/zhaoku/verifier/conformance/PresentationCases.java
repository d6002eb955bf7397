package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Scene.HELD;
import static org.zhaoku.verifier.conformance.Scene.LICENCE;
import static org.zhaoku.verifier.conformance.Scene.WORLD;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.presentation.Presentation;
import org.zhaoku.verifier.presentation.PresentationSigner;
import org.zhaoku.verifier.presentation.Showing;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.World;

/** Licences that are shown live, and what somebody makes of a showing that was not meant for him. */
final class PresentationCases {
    private static final String FORGED = "INVALID LIC-804";
    private static final String DAMAGED = "INVALID LIC-102";
    private static final Bytes NONCE = Raw.hex("00112233445566778899aabbccddeeff");
    private static final PresentationSigner GATEWAY = PresentationSigner.gateway(WORLD.gateway);
    private static final PresentationSigner HOLDER = holder(Scene.HOLDER);
    private static final Showing SHOWING = showing(Optional.empty(), Optional.empty(), World.NOW);
    private static final String LIVE = text(SHOWING, GATEWAY, LICENCE.code());
    private static final Bytes CONTENT = Raw.content(LIVE);

    private PresentationCases() {}

    private static PresentationSigner holder(Department key) {
        return PresentationSigner.holder(key.key().publicKey(), key::sign);
    }

    private static Showing showing(Optional<String> audience, Optional<Bytes> nonce, Instant time) {
        return Showing.at(time, audience, nonce);
    }

    private static String text(Showing showing, PresentationSigner signer, LicenceCode... codes) {
        return signed(showing, World.NETWORK, signer, codes);
    }

    private static String signed(Showing showing, Network network, PresentationSigner signer, LicenceCode... codes) {
        return Presentation.sign(List.of(codes), showing, network, List.of(signer))
                .text();
    }

    private static Case of(String id, String what, String text, String expected) {
        return Scene.text("presentation", id, what, text, expected);
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        right(cases);
        signers(cases);
        contents(cases);
        requests(cases);
        replays(cases);
        several(cases);
        forms(cases);
        return cases;
    }

    private static void right(List<Case> cases) {
        cases.add(of("shown-by-gateway", "a gateway's presentation", LIVE, "VALID")
                .with("presence", "GATEWAY"));
        cases.add(of("shown-by-holder", "a holder's presentation", text(SHOWING, HOLDER, HELD.code()), "VALID")
                .with("presence", "HOLDER"));
        cases.add(of(
                        "stripped",
                        "a licence taken out of its presentation",
                        LICENCE.code().text(),
                        "CANNOT_TELL LIC-803")
                .with("presence", "GATEWAY"));
        cases.add(of(
                        "stripped-held",
                        "a bound licence taken out of its presentation",
                        HELD.code().text(),
                        "CANNOT_TELL LIC-803")
                .with("presence", "HOLDER"));
        cases.add(of(
                        "gateway-for-holder",
                        "a gateway's presentation where the holder's key is asked for",
                        LIVE,
                        "CANNOT_TELL LIC-803")
                .with("presence", "HOLDER"));
        cases.add(of(
                "several",
                "two licences in one presentation, asked for one verdict",
                text(SHOWING, GATEWAY, LICENCE.code(), Scene.FEW.get(3).code()),
                "CANNOT_TELL LIC-103"));
        cases.add(of(
                        "ended-shown-live",
                        "an ended licence in a right presentation",
                        text(SHOWING, GATEWAY, Scene.ENDED.code()),
                        "INVALID LIC-601")
                .with("presence", "GATEWAY"));
    }

    private static void signers(List<Case> cases) {
        cases.add(of(
                "gateway-for-bound",
                "a bound licence presented by the gateway",
                text(SHOWING, GATEWAY, HELD.code()),
                "INVALID LIC-804 LIC-806"));
        cases.add(of(
                "other-holder",
                "a bound licence presented with another key",
                text(SHOWING, holder(Scene.OTHER_HOLDER), HELD.code()),
                "INVALID LIC-804 LIC-806"));
        cases.add(of(
                "holder-for-unbound",
                "an unbound licence presented with a key of the thief's",
                text(SHOWING, HOLDER, LICENCE.code()),
                "INVALID LIC-804 LIC-806"));
        cases.add(of(
                "unknown-gateway",
                "a presentation of a gateway that is not registered",
                text(SHOWING, PresentationSigner.gateway(WORLD.stranger), LICENCE.code()),
                "CANNOT_TELL LIC-805"));
        cases.add(of(
                "department-as-gateway",
                "a presentation signed by a department",
                text(SHOWING, PresentationSigner.gateway(WORLD.department), LICENCE.code()),
                "CANNOT_TELL LIC-805"));
        var impostor =
                new Department("RegionA", WORLD.stranger.key(), WORLD.gateway.certificate(), WORLD.stranger.random());
        cases.add(of(
                "borrowed-gateway",
                "a stranger's key under the gateway's kid",
                text(SHOWING, PresentationSigner.gateway(impostor), LICENCE.code()),
                FORGED));
        cases.add(of(
                "presentation-other-network",
                "a presentation for another network",
                signed(SHOWING, Scene.elsewhere(), GATEWAY, LICENCE.code()),
                FORGED));
        cases.add(of(
                "too-many-signers",
                "a signature that counts for none of the licences",
                Presentation.sign(List.of(HELD.code()), SHOWING, World.NETWORK, List.of(HOLDER, GATEWAY))
                        .text(),
                FORGED));
        for (MessageKind kind : MessageKind.values()) {
            if (kind != MessageKind.PRESENTATION) {
                Bytes payload = payload(CONTENT);
                String word = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
                cases.add(of(
                        "presentation-as-" + word,
                        "a presentation that was signed as kind " + word,
                        text(
                                LICENCE.code(),
                                CoseSign1.sign(kind, World.NETWORK, payload, WORLD.gateway)
                                        .encoded()),
                        FORGED));
            }
        }
    }

    private static Bytes payload(Bytes content) {
        return CoseSign1.decode(message(content)).payload();
    }

    /** The first message of a presentation. */
    private static Bytes message(Bytes content) {
        var signatures =
                (Cbor.Array) ((Cbor.Array) Cbor.decode(content)).items().get(1);
        return ((Cbor.ByteString)
                        ((Cbor.Array) signatures.items().get(0)).items().get(0))
                .value();
    }

    private static String text(LicenceCode code, Bytes message) {
        return "ZP1:"
                + Base45.encode(Cbor.array(Cbor.array(code.toCbor()), Cbor.array(Cbor.array(Cbor.of(message))))
                        .encode()
                        .toArray());
    }

    private static void contents(List<Case> cases) {
        Bytes message = message(CONTENT);
        cases.add(of(
                "content-swapped",
                "another licence in the presentation",
                text(Scene.FEW.get(3).code(), message),
                FORGED));
        cases.add(of(
                "content-receipt-dropped",
                "the receipt taken out of the presentation",
                text(Scene.bare(LICENCE), message),
                "INVALID LIC-401 LIC-605 LIC-804"));
        cases.add(of(
                "content-fields-added",
                "fields put into the presentation",
                text(LICENCE.code(Scene.fields(LICENCE, 2)), message),
                FORGED));
        Bytes shown = Raw.content(text(SHOWING, GATEWAY, LICENCE.code(Scene.fields(LICENCE, 1, 2))));
        cases.add(of(
                "content-fields-dropped",
                "a field taken out of the presentation",
                text(LICENCE.code(Scene.fields(LICENCE, 1)), message(shown)),
                FORGED));
        Bytes two = Raw.content(
                text(SHOWING, GATEWAY, LICENCE.code(), Scene.FEW.get(3).code()));
        cases.add(of(
                "content-one-of-two",
                "one of two licences taken out of the presentation",
                text(LICENCE.code(), message(two)),
                FORGED));
        cases.add(of(
                "content-foreign-statement",
                "a licence of an unknown key in a right presentation",
                text(
                        SHOWING,
                        GATEWAY,
                        new LicenceCode(
                                World.sign(Scene.dated("2026-01-01", "2027-01-01"), WORLD.stranger),
                                Optional.empty(),
                                Optional.empty())),
                "CANNOT_TELL LIC-202 LIC-301 LIC-401 LIC-503 LIC-605 LIC-813"));
    }

    private static void requests(List<Case> cases) {
        String mine = text(showing(Optional.of("window 3"), Optional.of(NONCE), World.NOW), GATEWAY, LICENCE.code());
        cases.add(of("for-me", "a presentation for this verifier and this request", mine, "VALID")
                .with("audience", "window 3")
                .with("nonce", NONCE.hex()));
        cases.add(of("other-audience", "a presentation for another verifier", mine, "INVALID LIC-807")
                .with("audience", "window 4")
                .with("nonce", NONCE.hex()));
        cases.add(of("look-alike-audience", "a verifier's name in full-width digits", mine, "INVALID LIC-807")
                .with("audience", "window ３")
                .with("nonce", NONCE.hex()));
        cases.add(of("other-nonce", "a presentation for another request", mine, "INVALID LIC-808")
                .with("audience", "window 3")
                .with("nonce", "ff".repeat(16)));
        cases.add(of("no-audience", "a presentation for whoever sees it", LIVE, "INVALID LIC-807")
                .with("audience", "window 3"));
        cases.add(of("no-nonce", "a presentation without the verifier's challenge", LIVE, "INVALID LIC-808")
                .with("nonce", NONCE.hex()));
        cases.add(of(
                "request-not-known",
                "a presentation for a verifier that does not say who it is",
                mine,
                "CANNOT_TELL LIC-812"));
    }

    private static void replays(List<Case> cases) {
        cases.add(of("presentation-last", "its last second, with the difference of clocks", LIVE, "VALID")
                .at(World.NOW.plusSeconds(119)));
        cases.add(of("presentation-expired", "a presentation after its time", LIVE, "CANNOT_TELL LIC-809")
                .at(World.NOW.plusSeconds(120)));
        cases.add(of("presentation-early", "a presentation from the future", LIVE, "CANNOT_TELL LIC-810")
                .at(World.NOW.minusSeconds(61)));
        cases.add(new Case(
                "replayed",
                "presentation",
                "a presentation shown a second time",
                Scene.ANCHORS,
                List.of(Case.Step.bundle(Scene.BUNDLE)),
                new Case.Shown(List.of(LIVE, LIVE), Optional.empty()),
                World.NOW,
                Map.of("once", true),
                "INVALID LIC-811"));
        Bytes again = CoseSign1.sign(MessageKind.PRESENTATION, World.NETWORK, payload(CONTENT), WORLD.gateway)
                .encoded();
        cases.add(new Case(
                "replayed-signed-again",
                "presentation",
                "the same presentation under a fresh signature",
                Scene.ANCHORS,
                List.of(Case.Step.bundle(Scene.BUNDLE)),
                new Case.Shown(List.of(LIVE, text(LICENCE.code(), again)), Optional.empty()),
                World.NOW,
                Map.of("once", true),
                "INVALID LIC-811"));
        cases.add(of(
                "lives-too-long",
                "a presentation that claims to live for a day",
                text(LICENCE.code(), lasting(86_400, WORLD.gateway)),
                "INVALID LIC-814"));
    }

    private static void several(List<Case> cases) {
        String two = text(SHOWING, GATEWAY, LICENCE.code(), Scene.ENDED.code());
        cases.add(of("several-first", "the first of two licences, of which the second has ended", two, "VALID")
                .with("licence", 0));
        cases.add(of("several-second", "the second of them", two, "INVALID LIC-601")
                .with("licence", 1));
        String copied = text(SHOWING, HOLDER, Scene.OTHER_HELD.code(), HELD.code());
        cases.add(of("several-copied", "a copied code beside one's own licence", copied, "INVALID LIC-806")
                .with("licence", 0));
        cases.add(of("several-own", "one's own licence beside a copied code", copied, "VALID")
                .with("licence", 1)
                .with("presence", "HOLDER"));
        var foreign = new LicenceCode(
                World.sign(Scene.dated("2026-01-01", "2027-01-01"), WORLD.stranger),
                Optional.empty(),
                Optional.empty());
        String besides = text(SHOWING, GATEWAY, foreign, LICENCE.code());
        cases.add(of("several-unknown", "a licence beside one whose key is not known", besides, "VALID")
                .with("licence", 1)
                .with("presence", "GATEWAY"));
        String mixed = Presentation.sign(
                        List.of(HELD.code(), LICENCE.code()), SHOWING, World.NETWORK, List.of(HOLDER, GATEWAY))
                .text();
        cases.add(of("several-signers", "a bound licence beside an unbound one, each signed for", mixed, "VALID")
                .with("licence", 0)
                .with("presence", "HOLDER"));
    }

    private static Bytes lasting(long seconds, MessageSigner signer) {
        return message(Cbor.map().put(5, Cbor.of(seconds)), signer);
    }

    private static Bytes message(Cbor.MapBuilder more, MessageSigner signer) {
        Bytes licences = Cbor.array(LICENCE.code().toCbor()).encode();
        Bytes payload = more.put(1, Cbor.of(1))
                .put(4, Cbor.of(World.NOW.getEpochSecond()))
                .put(6, Cbor.of(Sm3.digest(licences)))
                .build()
                .encode();
        return CoseSign1.sign(MessageKind.PRESENTATION, World.NETWORK, payload, signer)
                .encoded();
    }

    private static void form(List<Case> cases, String id, String what, Bytes message) {
        cases.add(of(id, what, text(LICENCE.code(), message), DAMAGED));
    }

    private static void forms(List<Case> cases) {
        form(cases, "lifetime-usual", "the usual lifetime written out", lasting(60, WORLD.gateway));
        form(cases, "lifetime-zero", "a lifetime of nothing", lasting(0, WORLD.gateway));
        form(
                cases,
                "nonce-15",
                "a challenge of 15 bytes",
                message(Cbor.map().put(3, Cbor.of(NONCE.slice(0, 15))), WORLD.gateway));
        form(
                cases,
                "audience-empty",
                "a verifier without a name",
                message(Cbor.map().put(2, Cbor.of("")), WORLD.gateway));
        form(
                cases,
                "presentation-unknown-key",
                "a key that there is not",
                message(Cbor.map().put(7, Cbor.of(1)), WORLD.gateway));
        form(
                cases,
                "statement-as-signature",
                "a statement in place of the presentation's signature",
                LICENCE.statement().encoded());
        form(
                cases,
                "batch-as-signature",
                "a batch header in place of the presentation's signature",
                LICENCE.batch().message());
        cases.add(of(
                "licence-prefix", "a presentation under the prefix of licences", "ZK1:" + LIVE.substring(4), DAMAGED));
        cases.add(of(
                "presentation-no-signature",
                "a presentation without a signature",
                "ZP1:"
                        + Base45.encode(Cbor.array(Cbor.array(LICENCE.code().toCbor()), Cbor.array())
                                .encode()
                                .toArray()),
                DAMAGED));
        cases.add(of(
                "presentation-no-licence",
                "a presentation of nothing",
                "ZP1:"
                        + Base45.encode(Cbor.array(
                                        Cbor.array(),
                                        ((Cbor.Array) Cbor.decode(CONTENT))
                                                .items()
                                                .get(1))
                                .encode()
                                .toArray()),
                DAMAGED));
        Bytes key = Raw.hex("04").plus(Bytes.of(new byte[64]));
        cases.add(of(
                "holder-key-off-curve",
                "a holder's key that is not on the curve",
                "ZP1:"
                        + Base45.encode(Cbor.array(
                                        Cbor.array(LICENCE.code().toCbor()),
                                        Cbor.array(Cbor.array(Cbor.of(message(CONTENT)), Cbor.of(key))))
                                .encode()
                                .toArray()),
                DAMAGED));
        cases.add(of(
                "presentation-cut-off", "the last character missing", LIVE.substring(0, LIVE.length() - 1), DAMAGED));
    }
}
