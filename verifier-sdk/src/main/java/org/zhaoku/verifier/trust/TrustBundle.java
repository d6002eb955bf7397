package org.zhaoku.verifier.trust;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

/**
 * All that an offline verifier needs (信任包): departments with their keys and rights, and the tiles that are on the ledger up
 * to a position. Immutable; keep it, since it holds the decoded keys.
 */
public final class TrustBundle {
    private static final int FORMAT_1 = 1;
    private static final int MAX_AUTHORITIES = 1 << 20;
    private static final long MAX_TIME = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final Network network;
    private final Position position;
    private final Instant issuedAt;
    private final Instant expiresAt;
    private final List<TrustedAuthority> authorities;
    private final Map<KeyId, TrustedKey> keys = new HashMap<>();

    /**
     * @param position up to which the ledger was read
     * @param issuedAt cut to whole seconds
     * @param expiresAt cut to whole seconds, after {@code issuedAt}
     * @param authorities in the order of their codes
     * @throws IllegalArgumentException if an authority or a kid comes twice or out of order, or the times are wrong
     */
    public TrustBundle(
            Network network,
            Position position,
            Instant issuedAt,
            Instant expiresAt,
            List<TrustedAuthority> authorities) {
        this.network = network;
        this.position = position;
        this.issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        this.expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        this.authorities = List.copyOf(authorities);
        if (!this.expiresAt.isAfter(this.issuedAt)) {
            throw new IllegalArgumentException("a trust bundle must expire after it was issued");
        }
        String last = "";
        for (TrustedAuthority authority : authorities) {
            if (authority.code().value().compareTo(last) <= 0) {
                throw new IllegalArgumentException("the authorities of a bundle are not in the order of their codes");
            }
            last = authority.code().value();
            for (Sm2Certificate certificate : authority.certificates()) {
                if (keys.put(certificate.kid(), new TrustedKey(authority, certificate)) != null) {
                    throw new IllegalArgumentException("kid " + certificate.kid() + " comes twice in the bundle");
                }
            }
        }
    }

    /**
     * Opens a bundle that the holder of {@code signer} signed for {@code network}.
     *
     * @throws TrustBundleException if it is malformed, of another network or not signed by that key
     */
    public static TrustBundle open(Bytes encoded, Network network, Sm2PublicKey signer) {
        CoseSign1 message;
        try {
            message = CoseSign1.decode(encoded);
        } catch (CborException e) {
            throw new TrustBundleException(Reason.MALFORMED, "not a trust bundle: " + e.getMessage());
        }
        if (!message.verifies(MessageKind.BUNDLE, network, signer)) {
            throw new TrustBundleException(
                    Reason.WRONG_SIGNATURE,
                    "the trust bundle is not signed by the trusted key for network " + network + "; fetch it again");
        }
        if (message.dictionary().isPresent()) {
            throw new TrustBundleException(Reason.MALFORMED, "not a trust bundle: expected an uncompressed payload");
        }
        TrustBundle bundle;
        try {
            bundle = read(new CborMapReader("trust bundle", Cbor.decode(message.payload())));
        } catch (IllegalArgumentException e) {
            throw new TrustBundleException(Reason.MALFORMED, "a signed trust bundle is malformed: " + e.getMessage());
        }
        if (!bundle.network.equals(network)) {
            throw new TrustBundleException(
                    Reason.WRONG_NETWORK, "expected a bundle of network " + network + ", got one of " + bundle.network);
        }
        return bundle;
    }

    private static TrustBundle read(CborMapReader map) {
        map.number(1, FORMAT_1, FORMAT_1);
        List<Cbor> position = CborReads.array("position", map.get(3), 2, 2);
        var bundle = new TrustBundle(
                new Network(map.text(2)),
                new Position(CborReads.number("block", position.get(0), 0, Long.MAX_VALUE), (int)
                        CborReads.number("transaction", position.get(1), 0, Integer.MAX_VALUE)),
                Instant.ofEpochSecond(map.number(4, 0, MAX_TIME)),
                Instant.ofEpochSecond(map.number(5, 0, MAX_TIME)),
                CborReads.array("authorities", map.get(6), 0, MAX_AUTHORITIES).stream()
                        .map(TrustedAuthority::of)
                        .toList());
        map.end();
        return bundle;
    }

    /** The bundle as a signed message. */
    public Bytes sign(MessageSigner signer) {
        Bytes payload = Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(network.name()))
                .put(3, Cbor.array(Cbor.of(position.block()), Cbor.of(position.transaction())))
                .put(4, Cbor.of(issuedAt.getEpochSecond()))
                .put(5, Cbor.of(expiresAt.getEpochSecond()))
                .put(
                        6,
                        Cbor.array(authorities.stream()
                                .map(TrustedAuthority::toCbor)
                                .toList()))
                .build()
                .encode();
        return CoseSign1.sign(MessageKind.BUNDLE, network, payload, signer).encoded();
    }

    public Network network() {
        return network;
    }

    /** The last position on the ledger that the bundle knows of. */
    public Position position() {
        return position;
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** In the order of their codes. */
    public List<TrustedAuthority> authorities() {
        return authorities;
    }

    /** The registered key with this kid. */
    public Optional<TrustedKey> key(KeyId kid) {
        return Optional.ofNullable(keys.get(kid));
    }
}
