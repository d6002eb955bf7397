package org.zhaoku.gateway.licence;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.qr.QrImages;
import org.zhaoku.verifier.statement.SignedStatement;
import reactor.core.publisher.Mono;

/** QR codes of licences in force. */
@Service
class LicenceCodes {
    private static final int MODULE_PIXELS = 4;

    private final WorkPools pools;

    LicenceCodes(WorkPools pools) {
        this.pools = pools;
    }

    /**
     * The code's text.
     *
     * @param withReceipt whether it can be verified offline down to the ledger; printed codes always can
     */
    String text(Licence licence, boolean withReceipt) {
        Optional<FullReceipt> receipt = licence.receipt();
        Optional<Bytes> statement = licence.statement();
        if (licence.state() != LicenceState.IN_FORCE || receipt.isEmpty() || statement.isEmpty()) {
            throw ProblemCode.LICENCE_NOT_IN_FORCE.because("The licence is " + licence.state()
                    + "; a code is made when the ledger has it. Ask for the licence again in a second.");
        }
        Optional<TileReceipt> shown = withReceipt ? Optional.of(receipt.get().receipt()) : Optional.empty();
        return new LicenceCode(SignedStatement.decode(statement.get()), shown, Optional.empty()).text();
    }

    /** The code as PNG, read back once before anyone prints it. */
    Mono<byte[]> png(String text) {
        return pools.image(() -> {
            byte[] image = QrImages.png(text, MODULE_PIXELS);
            if (!QrImages.read(image).equals(Optional.of(text))) {
                throw new IllegalStateException("a QR code that was drawn cannot be read back");
            }
            return image;
        });
    }
}
