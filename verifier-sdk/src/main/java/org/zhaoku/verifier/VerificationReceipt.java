package org.zhaoku.verifier;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.zhaoku.verifier.Verdict.Outcome;
import org.zhaoku.verifier.VerificationPolicy.Relaxation;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A verifier's signed record (核验凭据) of what it checked, against what, when, and what it found. It holds digests and codes
 * and nothing of the licence; whoever has licence and bundle can verify again and compare. {@code docs/verification.md} gives
 * every byte.
 */
public final class VerificationReceipt {
    /** The longest name of a verifier, in bytes of UTF-8. */
    public static final int MAX_VERIFIER = 128;

    private static final int FORMAT_1 = 1;
    private static final long MAX_TIME = 253_402_300_799L;
    private static final int MAX_CHECKS = 64;
    /** By the numbers that they have in a receipt. */
    private static final List<Outcome> OUTCOMES = List.of(Outcome.VALID, Outcome.INVALID, Outcome.CANNOT_TELL);

    private static final List<Relaxation> RELAXATIONS =
            List.of(Relaxation.RECEIPT_NOT_REQUIRED, Relaxation.STATUS_NOT_REQUIRED, Relaxation.BUNDLE_GRACE);

    private final CoseSign1 message;
    private final String verifier;
    private final Basis basis;
    private final Outcome outcome;
    private final List<String> codes;

    private VerificationReceipt(CoseSign1 message) {
        this.message = message;
        if (message.dictionary().isPresent()) {
            throw new CborException("verification receipt: expected an uncompressed one");
        }
        var map = new CborMapReader("verification receipt", Cbor.decode(message.payload()));
        map.number(1, FORMAT_1, FORMAT_1);
        this.verifier = checked(map.text(2));
        this.outcome = OUTCOMES.get((int) map.number(3, 0, OUTCOMES.size() - 1));
        this.codes = CborReads.array("checks", map.get(4), 1, MAX_CHECKS).stream()
                .map(check -> "LIC-" + CborReads.number("check", check, 100, 999))
                .toList();
        this.basis = basis(map);
        map.end();
    }

    private static Basis basis(CborMapReader map) {
        return new Basis(
                new Network(map.text(5)),
                map.number(6, 0, 1) == 1,
                Instant.ofEpochSecond(map.number(7, 0, MAX_TIME)),
                map.bytes(8, Sm3.LENGTH),
                map.find(9).map(digest -> CborReads.bytes("statement", digest, Sm3.LENGTH)),
                map.bytes(10, Sm3.LENGTH),
                map.number(11, 0, Long.MAX_VALUE),
                map.bytes(12, Sm3.LENGTH),
                relaxations(map.get(13)));
    }

    private static Set<Relaxation> relaxations(Cbor item) {
        List<Integer> numbers = CborReads.array("relaxations", item, 0, RELAXATIONS.size()).stream()
                .map(each -> (int) CborReads.number("relaxation", each, 0, RELAXATIONS.size() - 1))
                .toList();
        if (!new ArrayList<>(new TreeSet<>(numbers)).equals(numbers)) {
            throw new CborException("relaxations: expected a strictly ascending order");
        }
        return numbers.stream().map(number -> RELAXATIONS.get(number)).collect(Collectors.toSet());
    }

    private static String checked(String verifier) {
        int length = Bytes.utf8(verifier).size();
        if (length < 1 || length > MAX_VERIFIER) {
            throw new IllegalArgumentException(
                    "expected a verifier's name of 1 to " + MAX_VERIFIER + " bytes, got " + length);
        }
        return verifier;
    }

    /**
     * Signs a record of this verdict.
     *
     * @param verifier the name under which the verifier is known, 1 to {@link #MAX_VERIFIER} bytes
     */
    public static VerificationReceipt sign(Verdict verdict, String verifier, MessageSigner signer) {
        Basis basis = verdict.basis();
        Bytes payload = Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(checked(verifier)))
                .put(3, Cbor.of(OUTCOMES.indexOf(verdict.outcome())))
                .put(
                        4,
                        Cbor.array(verdict.checks().stream()
                                .map(check -> Cbor.of(check.finding().number()))
                                .toList()))
                .put(5, Cbor.of(basis.network().name()))
                .put(6, Cbor.of(basis.test() ? 1 : 0))
                .put(7, Cbor.of(basis.at().getEpochSecond()))
                .put(8, Cbor.of(basis.subject()))
                .put(9, basis.statement().map(Cbor::of).orElse(null))
                .put(10, Cbor.of(basis.bundle()))
                .put(11, Cbor.of(basis.ledgerSize()))
                .put(12, Cbor.of(basis.ledgerRoot()))
                .put(
                        13,
                        Cbor.array(basis.relaxations().stream()
                                .map(relaxation -> Cbor.of(RELAXATIONS.indexOf(relaxation)))
                                .toList()))
                .build()
                .encode();
        return new VerificationReceipt(CoseSign1.sign(MessageKind.VERIFICATION, basis.network(), payload, signer));
    }

    /**
     * Reads a receipt; its signature is not verified.
     *
     * @throws IllegalArgumentException if it is not a verification receipt
     */
    public static VerificationReceipt decode(Bytes encoded) {
        return new VerificationReceipt(CoseSign1.decode(encoded));
    }

    /** The signed message. */
    public Bytes encoded() {
        return message.encoded();
    }

    /** Whether this verifier's key signed it. */
    public boolean verifies(Sm2PublicKey key) {
        return message.verifies(MessageKind.VERIFICATION, basis.network(), key);
    }

    /** Of the verifier's certificate. */
    public KeyId kid() {
        return message.kid();
    }

    public String verifier() {
        return verifier;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** {@code LIC-nnn} of all checks, in their order. */
    public List<String> codes() {
        return codes;
    }

    /** What was verified, against what and when, in whole seconds. */
    public Basis basis() {
        return basis;
    }

    /** Whether {@code again}, had from the same licence, bundle, policy and time, finds the same. */
    public boolean agreesWith(Verdict again) {
        Basis now = again.basis();
        var inSeconds = new Basis(
                now.network(),
                now.test(),
                now.at().truncatedTo(ChronoUnit.SECONDS),
                now.subject(),
                now.statement(),
                now.bundle(),
                now.ledgerSize(),
                now.ledgerRoot(),
                now.relaxations());
        return outcome == again.outcome()
                && codes.equals(again.checks().stream().map(Check::code).toList())
                && basis.equals(inSeconds);
    }

    /** The outcome and the verifier's name. */
    @Override
    public String toString() {
        return (basis.test() ? "TEST " : "") + outcome + " by " + verifier;
    }
}
