/** Verifies licences, with or without a network. What it uses of other libraries is inside, under names of its own. */
module org.zhaoku.verifier {
    // Bouncy Castle's
    requires java.logging;
    // images only: a verifier of texts runs without it
    requires static java.desktop;
    requires static org.jspecify;

    exports org.zhaoku.verifier;
    exports org.zhaoku.verifier.anchor;
    exports org.zhaoku.verifier.answer;
    exports org.zhaoku.verifier.bytes;
    exports org.zhaoku.verifier.cbor;
    exports org.zhaoku.verifier.code;
    exports org.zhaoku.verifier.cose;
    exports org.zhaoku.verifier.identifier;
    exports org.zhaoku.verifier.log;
    exports org.zhaoku.verifier.merkle;
    exports org.zhaoku.verifier.names;
    exports org.zhaoku.verifier.pki;
    exports org.zhaoku.verifier.presentation;
    exports org.zhaoku.verifier.qr;
    exports org.zhaoku.verifier.sm;
    exports org.zhaoku.verifier.statement;
    exports org.zhaoku.verifier.status;
    exports org.zhaoku.verifier.trust;
}
