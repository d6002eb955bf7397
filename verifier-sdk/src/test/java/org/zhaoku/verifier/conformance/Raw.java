package org.zhaoku.verifier.conformance;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Vectors;
import org.zhaoku.verifier.testing.World;

/** Bytes that no writer of ours makes, with right signatures where they can have one. */
final class Raw {
    private static final byte[] DICTIONARY = Vectors.hex("dictionary-1.hex").toArray();

    private Raw() {}

    static Bytes hex(String hex) {
        return Bytes.fromHex(hex);
    }

    /** A byte string in its shortest form. */
    static Bytes bstr(Bytes content) {
        return Cbor.of(content).encode();
    }

    /** The protected header {1: alg, 4: kid, −1: dictionary}, as far as it is given. */
    static Cbor header(Department signer) {
        return Cbor.map()
                .put(1, Cbor.of(CoseSign1.ALGORITHM))
                .put(4, Cbor.of(signer.kid().value()))
                .put(-1, Cbor.of(1))
                .build();
    }

    /** A message with this protected header, signed as a statement, whatever the header holds. */
    static Bytes message(Bytes header, String unprotected, Bytes payload, Department signer) {
        Bytes signature = signature(header, MessageKind.STATEMENT.externalAad(World.NETWORK), payload, signer);
        return message(header, unprotected, payload, signature);
    }

    static Bytes signature(Bytes header, Bytes aad, Bytes payload, Department signer) {
        return signer.sign(toBeSigned(header, aad, payload)).raw();
    }

    static Bytes toBeSigned(Bytes header, Bytes aad, Bytes payload) {
        return Cbor.array(Cbor.of("Signature1"), Cbor.of(header), Cbor.of(aad), Cbor.of(payload))
                .encode();
    }

    static Bytes message(Bytes header, String unprotected, Bytes payload, Bytes signature) {
        return hex("84")
                .plus(bstr(header))
                .plus(hex(unprotected))
                .plus(bstr(payload))
                .plus(bstr(signature));
    }

    /** A statement of any payload. */
    static Bytes statement(Bytes payload, Department signer) {
        return message(header(signer).encode(), "a0", payload, signer);
    }

    /** The signature of a message in this profile is its end. */
    static Bytes signature(Bytes message) {
        return message.slice(message.size() - 64, message.size());
    }

    static Bytes withSignature(Bytes message, Bytes signature) {
        return message.slice(0, message.size() - 64).plus(signature);
    }

    static Bytes payload(SignedStatement statement) {
        return CoseSign1.decode(statement.encoded()).payload();
    }

    static Bytes claims(SignedStatement statement) {
        var inflater = new Inflater(true);
        inflater.setDictionary(DICTIONARY);
        inflater.setInput(payload(statement).toArray());
        byte[] out = new byte[4096];
        try {
            return Bytes.of(out, 0, inflater.inflate(out));
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e);
        } finally {
            inflater.end();
        }
    }

    /** Raw deflate with the dictionary, or in another form. */
    static Bytes deflate(Bytes content, boolean raw, byte[] dictionary) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
        if (dictionary.length > 0) {
            deflater.setDictionary(dictionary);
        }
        deflater.setInput(content.toArray());
        deflater.finish();
        byte[] out = new byte[content.size() + 1024];
        int length = deflater.deflate(out);
        deflater.end();
        return Bytes.of(Arrays.copyOf(out, length));
    }

    /** Raw deflate with a dictionary that looks like the right one. */
    static Bytes deflateWithAnother(Bytes content) {
        byte[] shifted = Arrays.copyOfRange(DICTIONARY, 1, DICTIONARY.length + 1);
        return deflate(content, true, shifted);
    }

    static Bytes deflate(Bytes content) {
        return deflate(content, true, DICTIONARY);
    }

    /** A licence code's text of any content. */
    static String text(Bytes content) {
        return "ZK1:" + Base45.encode(content.toArray());
    }

    /** A licence code of a statement alone. */
    static String code(Bytes statement) {
        return text(Cbor.array(Cbor.of(statement)).encode());
    }

    static Bytes content(String text) {
        return Bytes.of(Base45.decode(text.substring(4)));
    }

    /** {@code in} with the only place of {@code from} changed. */
    static Bytes replace(Bytes in, Bytes from, Bytes to) {
        int at = in.hex().indexOf(from.hex());
        if (at < 0 || at % 2 != 0) {
            throw new IllegalArgumentException("expected the bytes " + from);
        }
        return in.slice(0, at / 2).plus(to).plus(in.slice(at / 2 + from.size(), in.size()));
    }
}
