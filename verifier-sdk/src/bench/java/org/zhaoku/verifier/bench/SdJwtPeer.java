package org.zhaoku.verifier.bench;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectBuilder;
import com.authlete.sd.SDObjectDecoder;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An SD-JWT VC with ES256: issuer's signature by kid, dates, disclosures of two of six claims against their digests, bit of a
 * Token Status List that was fetched and inflated before.
 */
final class SdJwtPeer {
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final String LIST = "https://example.org/status/1";

    final List<String> codes = new ArrayList<>();
    private final Map<String, JWSVerifier> verifiers = new HashMap<>();
    private final Map<String, byte[]> statusLists = Map.of(LIST, new byte[1 << 17]);

    SdJwtPeer(int issuers, int codesOfEach) throws JOSEException {
        for (int i = 0; i < issuers; i++) {
            ECKey key = new ECKeyGenerator(Curve.P_256).keyID("issuer-" + i).generate();
            verifiers.put(key.getKeyID(), new ECDSAVerifier(key));
            for (int j = 0; j < codesOfEach; j++) {
                codes.add(code(key, i * codesOfEach + j));
            }
        }
        Collections.shuffle(codes, new Random(1));
    }

    private static String code(ECKey key, int number) throws JOSEException {
        var builder = new SDObjectBuilder();
        List<Disclosure> disclosures = new ArrayList<>();
        List.of("name", "permit", "number", "photo_digest", "address", "class")
                .forEach(claim -> disclosures.add(builder.putSDClaim(claim, "value of " + claim + " " + number)));
        builder.putClaim("iss", "https://example.org/" + key.getKeyID());
        builder.putClaim("vct", "https://example.org/licence");
        builder.putClaim("iat", NOW.getEpochSecond() - 1_000_000);
        builder.putClaim("exp", NOW.getEpochSecond() + 100_000_000);
        builder.putClaim("status", Map.of("status_list", Map.of("idx", number, "uri", LIST)));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("dc+sd-jwt"))
                .keyID(key.getKeyID())
                .build();
        try {
            var jwt = new SignedJWT(header, JWTClaimsSet.parse(builder.build()));
            jwt.sign(new ECDSASigner(key));
            return new SDJWT(jwt.serialize(), disclosures.subList(0, 2)).toString();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean verifies(String code) {
        try {
            SDJWT sdJwt = SDJWT.parse(code);
            SignedJWT jwt = SignedJWT.parse(sdJwt.getCredentialJwt());
            JWSVerifier verifier = verifiers.get(jwt.getHeader().getKeyID());
            if (verifier == null || !jwt.verify(verifier)) {
                return false;
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (claims.getExpirationTime().toInstant().isBefore(NOW)
                    || claims.getIssueTime().toInstant().isAfter(NOW)) {
                return false;
            }
            Map<String, Object> disclosed = new SDObjectDecoder().decode(claims.getClaims(), sdJwt.getDisclosures());
            return disclosed.containsKey("name") && disclosed.containsKey("permit") && inForce(claims);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean inForce(JWTClaimsSet claims) throws ParseException {
        Object reference = claims.getJSONObjectClaim("status").get("status_list");
        if (!(reference instanceof Map<?, ?> entry) || !(entry.get("idx") instanceof Number number)) {
            return false;
        }
        byte[] list = statusLists.get(entry.get("uri"));
        int index = number.intValue();
        return list != null && index / 8 < list.length && ((list[index / 8] >> (index % 8)) & 1) == 0;
    }
}
