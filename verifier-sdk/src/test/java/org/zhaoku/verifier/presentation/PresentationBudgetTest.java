package org.zhaoku.verifier.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.qr.QrImages;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.Vectors;
import org.zhaoku.verifier.testing.World;

/** The size of presentations on a phone's screen, as docs/presentation.md publishes it. */
class PresentationBudgetTest {
    /** The most that a statement takes, docs/statement-format.md §6: a code without receipt is an array with it alone. */
    private static final int STATEMENT = 241 - 3;

    /** What claim 13 adds. */
    private static final int BOUND = 18;

    @ParameterizedTest(name = "{0} licences, signed by {1}, {2} receipts")
    @CsvSource({
        "1, GATEWAY, without, 420, 16",
        "1, HOLDER, without, 510, 18",
        "1, GATEWAY, with, 687, 21",
        "1, HOLDER, with, 775, 23",
        "2, GATEWAY, with, 1200, 29",
        "2, HOLDER, with, 1545, 33"
    })
    void fits(int licences, Presence presence, String receipts, int bytes, int version) {
        Random random = new Random(licences);
        List<LicenceCode> codes = new ArrayList<>();
        List<PresentationSigner> signers = new ArrayList<>();
        for (int i = 0; i < licences; i++) {
            boolean bound = presence == Presence.HOLDER;
            LicenceCode code = bound ? (i == 0 ? Shown.OF_FIRST : Shown.OF_SECOND) : Shown.UNBOUND;
            codes.add(new LicenceCode(
                    code.statement(),
                    receipts.equals("with")
                            ? Optional.of(new TileReceipt(1 << 20, 255, Samples.digests(random, 8)))
                            : Optional.empty(),
                    Optional.empty()));
            if (bound) {
                signers.add(i == 0 ? Shown.BY_FIRST : Shown.BY_SECOND);
            }
        }
        if (presence == Presence.GATEWAY) {
            signers.add(Shown.BY_GATEWAY);
        }
        Presentation shown = Presentation.sign(codes, Shown.SHOWING, World.NETWORK, signers);
        int statements = codes.stream()
                .mapToInt(code -> code.statement().encoded().size())
                .sum();
        // sized as if each statement took all of its budget
        int largest = shown.encoded().size()
                - statements
                + licences * (STATEMENT + (presence == Presence.HOLDER ? BOUND : 0));
        assertThat(largest).isLessThanOrEqualTo(bytes);
        String text = Presentation.PREFIX + Base45.encode(new byte[bytes]);
        assertThat(QrImages.version(text)).isEqualTo(version);
        assertThat(Vectors.document("presentation.md"))
                .contains("| " + licences + " | " + presence + " | " + receipts + " | " + bytes + " | " + text.length()
                        + " | " + version + " |");
        assertThat(QrImages.version(shown.text())).isLessThanOrEqualTo(version);
        assertThat(Presentation.parse(shown.text()).encoded()).isEqualTo(shown.encoded());
    }
}
