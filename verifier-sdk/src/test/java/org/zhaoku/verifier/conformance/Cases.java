package org.zhaoku.verifier.conformance;

import java.util.List;
import java.util.stream.Stream;

/** All cases in their order. */
final class Cases {
    private static final List<Case> ALL = make();

    private Cases() {}

    static List<Case> all() {
        return ALL;
    }

    private static List<Case> make() {
        return Stream.of(
                        TextCases.all(),
                        MessageCases.all(),
                        ContentCases.all(),
                        DisclosureCases.all(),
                        ReceiptCases.all(),
                        TimeCases.all(),
                        LedgerCases.all(),
                        PresentationCases.all(),
                        BundleCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
