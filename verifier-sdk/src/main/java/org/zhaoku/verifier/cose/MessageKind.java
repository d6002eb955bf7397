package org.zhaoku.verifier.cose;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * What a signed message is. Its name goes into {@code external_aad}, so that a signature over one kind is never one over
 * another, nor one network's another's.
 */
public enum MessageKind {
    /** The statement of one licence version. */
    STATEMENT("statement"),
    /** The header of a batch. */
    BATCH("batch"),
    /** A department's proof that it holds the key it registers. */
    KEY_POSSESSION("key-possession"),
    /** A department's change of a licence's state. */
    STATUS("status"),
    /** One party's step towards a sharing agreement, or its end. */
    AGREEMENT("agreement"),
    /** A region's statement of the ledger's size and root. */
    CHECKPOINT("checkpoint"),
    /** A licence or several, shown to one audience at one time. */
    PRESENTATION("presentation"),
    /** A source gateway's yes or no to one question. */
    ANSWER("answer"),
    /** A verifier's record of what it checked against what. */
    VERIFICATION("verification"),
    /** A file with a batch that a department signed on a machine of its own. */
    BATCH_FILE("batch-file");

    private final String word;

    MessageKind(String word) {
        this.word = word;
    }

    /** {@code zhaoku/1/<kind>/<network>} in UTF-8. */
    public Bytes externalAad(Network network) {
        return Bytes.utf8("zhaoku/1/" + word + "/" + network.name());
    }
}
