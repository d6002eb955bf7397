package org.zhaoku.verifier.cli;

import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.presentation.Presentation;
import org.zhaoku.verifier.statement.Disclosure;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.SignedStatement;

/** Codes, presentations and licence packages. */
final class InspectedCodes {
    private InspectedCodes() {}

    /** @throws CliException CLI_INPUT_UNKNOWN */
    static Inspection of(String text) {
        try {
            if (text.startsWith(LicenceCode.PREFIX)) {
                LicenceCode code = LicenceCode.parse(text);
                return new Inspection("licence code", sized(text).put("licence", of(code)));
            }
            if (text.startsWith(Presentation.PREFIX)) {
                return new Inspection("presentation", of(Presentation.parse(text), sized(text)));
            }
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    "CLI_INPUT_UNKNOWN",
                    "expected a whole code, got a damaged one that begins with " + text.substring(0, 4) + ": "
                            + e.getMessage());
        }
        throw new CliException(
                "CLI_INPUT_UNKNOWN",
                "expected a text that begins with ZK1: or ZP1:, got another of " + text.length() + " characters");
    }

    private static Facts sized(String text) {
        return new Facts().put("characters", text.length());
    }

    private static Facts of(Presentation presentation, Facts facts) {
        return facts.put("bytes", presentation.encoded().size())
                .put("audience", presentation.audience())
                .put("nonce", presentation.nonce())
                .put("time", presentation.time())
                .put("expires", presentation.expires())
                .put(
                        "licences",
                        presentation.licences().stream().map(InspectedCodes::of).toList());
    }

    static Facts of(LicenceCode code) {
        Facts facts = new Facts().put("bytes", code.toCbor().encode().size()).put("statement", of(code.statement()));
        code.receipt().ifPresent(receipt -> facts.put("receipt", of(receipt)));
        code.disclosures().ifPresent(fields -> facts.put("disclosures", of(fields)));
        return facts;
    }

    static Inspection of(LicencePackage licence) {
        FullReceipt receipt = licence.receipt();
        Facts facts = new Facts()
                .put("bytes", licence.encode().size())
                .put("licence", of(licence.code()))
                .put(
                        "fullReceipt",
                        new Facts()
                                .put("bytes", receipt.encode().size())
                                .put("tileInBatch", receipt.tileInBatch())
                                .put("pathHashes", receipt.path().size())
                                .put("batchHeader", header(receipt.header())));
        return new Inspection("licence package", facts);
    }

    private static Facts header(Bytes message) {
        return InspectedMessages.header(CoseSign1.decode(message));
    }

    /** What it says is compressed and signed: it is shown by "verify", and only if it is VALID. */
    static Facts of(SignedStatement statement) {
        return new Facts()
                .put("bytes", statement.encoded().size())
                .put("kid", statement.kid().toString())
                .put("digest", statement.digest().hex());
    }

    private static Facts of(TileReceipt receipt) {
        return new Facts()
                .put("bytes", receipt.toCbor().encode().size())
                .put("tile", receipt.tile())
                .put("place", receipt.place())
                .put("number", receipt.number())
                .put("pathHashes", receipt.path().size());
    }

    private static Facts of(Disclosures disclosures) {
        return new Facts()
                .put("bytes", disclosures.toCbor().encode().size())
                .texts(
                        "fields",
                        disclosures.fields().stream().map(Disclosure::number).toList())
                .put("proofHashes", disclosures.proof().size());
    }
}
