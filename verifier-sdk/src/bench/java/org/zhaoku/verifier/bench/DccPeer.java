package org.zhaoku.verifier.bench;

import COSE.AlgorithmID;
import COSE.Attribute;
import COSE.CoseException;
import COSE.HeaderKeys;
import COSE.Message;
import COSE.MessageTag;
import COSE.OneKey;
import COSE.Sign1Message;
import com.upokecenter.cbor.CBORException;
import com.upokecenter.cbor.CBORObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The way of the EU Digital COVID Certificate: HC1, Base45, zlib, COSE with ES256, key by kid, dates, revocation by the hash
 * of the certificate's identifier. COSE and CBOR by the libraries that its verifiers use.
 */
final class DccPeer {
    private static final String PREFIX = "HC1:";
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

    final List<String> codes = new ArrayList<>();
    private final Map<ByteBuffer, OneKey> keys = new HashMap<>();
    private final Set<ByteBuffer> revoked = new HashSet<>();

    DccPeer(int issuers, int codesOfEach) throws Exception {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            revoked.add(ByteBuffer.wrap(bytes(random, 16)));
        }
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (int i = 0; i < issuers; i++) {
            KeyPair pair = generator.generateKeyPair();
            byte[] kid = bytes(random, 8);
            keys.put(ByteBuffer.wrap(kid), new OneKey(pair.getPublic(), null));
            var signer = new OneKey(pair.getPublic(), pair.getPrivate());
            for (int j = 0; j < codesOfEach; j++) {
                codes.add(code(signer, kid, i * codesOfEach + j));
            }
        }
        Collections.shuffle(codes, random);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String code(OneKey signer, byte[] kid, int number) throws CoseException {
        CBORObject entry = CBORObject.NewMap()
                .Add("ci", "URN:UVCI:01:XX:%08d#K".formatted(number))
                .Add("co", "XX")
                .Add("dn", 2)
                .Add("dt", "2026-05-06")
                .Add("is", "Ministry of Testing")
                .Add("ma", "ORG-100030215")
                .Add("mp", "EU/1/20/1528")
                .Add("sd", 2)
                .Add("tg", "840539006")
                .Add("vp", "1119349007");
        CBORObject name = CBORObject.NewMap()
                .Add("fn", "Müstermann")
                .Add("fnt", "MUESTERMANN")
                .Add("gn", "Gäbriele")
                .Add("gnt", "GAEBRIELE");
        CBORObject certificate = CBORObject.NewMap()
                .Add("dob", "1990-01-01")
                .Add("nam", name)
                .Add("v", CBORObject.NewArray().Add(entry))
                .Add("ver", "1.3.0");
        CBORObject claims = CBORObject.NewMap()
                .Add(1, "XX")
                .Add(4, NOW.getEpochSecond() + 100_000_000)
                .Add(6, NOW.getEpochSecond() - 1_000_000)
                .Add(-260, CBORObject.NewMap().Add(1, certificate));
        var message = new Sign1Message();
        message.addAttribute(HeaderKeys.Algorithm, AlgorithmID.ECDSA_256.AsCBOR(), Attribute.PROTECTED);
        message.addAttribute(HeaderKeys.KID, CBORObject.FromObject(kid), Attribute.PROTECTED);
        message.SetContent(claims.EncodeToBytes());
        message.sign(signer);
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(message.EncodeToBytes());
        deflater.finish();
        byte[] deflated = new byte[4096];
        return PREFIX + PeerBase45.encode(Arrays.copyOf(deflated, deflater.deflate(deflated)));
    }

    boolean verifies(String code) {
        try {
            byte[] inflated = inflate(PeerBase45.decode(code.substring(PREFIX.length())));
            var message = (Sign1Message) Message.DecodeFromBytes(inflated, MessageTag.Sign1);
            byte[] kid = message.findAttribute(HeaderKeys.KID).GetByteString();
            OneKey key = keys.get(ByteBuffer.wrap(kid));
            if (key == null || !message.validate(key)) {
                return false;
            }
            CBORObject claims = CBORObject.DecodeFromBytes(message.GetContent());
            if (claims.get(CBORObject.FromObject(4)).AsInt64Value() < NOW.getEpochSecond()
                    || claims.get(CBORObject.FromObject(6)).AsInt64Value() > NOW.getEpochSecond()) {
                return false;
            }
            CBORObject certificate = claims.get(CBORObject.FromObject(-260)).get(CBORObject.FromObject(1));
            String identifier = certificate.get("v").get(0).get("ci").AsString();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identifier.getBytes(StandardCharsets.UTF_8));
            return !revoked.contains(ByteBuffer.wrap(hash, 0, 16).slice());
        } catch (CoseException | CBORException | DataFormatException | NoSuchAlgorithmException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] inflate(byte[] deflated) throws DataFormatException {
        var inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            var out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1024];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0) {
                    throw new DataFormatException("cut off");
                }
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }
}
