package org.zhaoku.gateway.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.chaincode.ledger.SubmitterRoles;
import org.zhaoku.gateway.ledger.Submitter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who signed a proposal: region and roles from the certificate in the envelope, by the rule that the chaincode goes by. */
final class EnvelopeSubmitter {
    /** Where a Fabric CA writes attributes: an extension that holds JSON {"attrs": {name: value}}. */
    private static final String ATTRIBUTES = "1.2.3.4.5.6.7.8.1";

    private static final JsonMapper JSON = new JsonMapper();

    private EnvelopeSubmitter() {}

    static Submitter of(ByteString signatureHeader) throws InvalidProtocolBufferException {
        var identity = SerializedIdentity.parseFrom(
                SignatureHeader.parseFrom(signatureHeader).getCreator());
        return new Submitter(identity.getMspid(), roles(identity.getIdBytes()));
    }

    // whoever cannot be read has no role
    private static Set<Role> roles(ByteString pem) {
        try {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.toByteArray()));
            return SubmitterRoles.of(attribute(certificate), certificate.getSubjectX500Principal());
        } catch (CertificateException | JacksonException | IllegalArgumentException e) {
            return EnumSet.noneOf(Role.class);
        }
    }

    private static Optional<String> attribute(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(ATTRIBUTES);
        if (extension == null) {
            return Optional.empty();
        }
        byte[] json = ASN1OctetString.getInstance(extension).getOctets();
        JsonNode value = JSON.readTree(new String(json, StandardCharsets.UTF_8))
                .path("attrs")
                .path(SubmitterRoles.ATTRIBUTE);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new IllegalArgumentException("expected the attribute as a text");
        }
        return Optional.of(value.asString());
    }
}
