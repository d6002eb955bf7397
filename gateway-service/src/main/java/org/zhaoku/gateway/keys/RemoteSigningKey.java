package org.zhaoku.gateway.keys;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.Sm2Signature;

/**
 * A key in the signing service. What comes back is verified under the certificate before it is used, so that a service that signs
 * with another key, or something else, is noticed here and not by a citizen's verifier.
 *
 * @param id its name in the service
 */
record RemoteSigningKey(
        String id, Sm2Certificate certificate, SigningService service, RemoteSignerProperties.Input input)
        implements SigningKey {
    @Override
    public Sm2Signature sign(Bytes message) {
        Bytes raw = switch (input) {
            case DIGEST -> service.signDigest(id, Sm2Digest.of(certificate.publicKey(), message));
            case MESSAGE -> service.signMessage(id, message);
        };
        if (raw.size() != Sm2Signature.RAW_LENGTH) {
            throw SigningServiceException.wrongAnswer(
                    "expected a signature of " + Sm2Signature.RAW_LENGTH + " bytes, got " + raw.size());
        }
        var signature = new Sm2Signature(raw);
        if (!certificate.publicKey().verifies(message, signature)) {
            throw SigningServiceException.wrongSignature(id);
        }
        return signature;
    }

    /** Says nothing of the service. */
    @Override
    public String toString() {
        return "remote signing key " + kid();
    }
}
