package org.zhaoku.chaincode.testing;

import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_A;
import static org.zhaoku.chaincode.testing.Samples.KEY_A;
import static org.zhaoku.chaincode.testing.Samples.NETWORK;
import static org.zhaoku.chaincode.testing.Samples.OTHER_TYPE;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;
import static org.zhaoku.chaincode.testing.Samples.TYPE;

import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** One command of each kind, which region A may submit. */
public final class Commands {
    private Commands() {}

    /** A ledger that takes each of the commands as the first. */
    public static TestLedger ledger() {
        return Samples.ledger();
    }

    public static Command of(CommandKind kind) {
        TestKey key = TestKey.of(77);
        return switch (kind) {
            case REGISTER_AUTHORITY ->
                new RegisterAuthority(UnifiedSocialCreditCode.parse("91440300MA0000T018"), "住建局");
            case ADD_KEY -> AddKey.prove(NETWORK, DEPARTMENT_A, key.certificate(), key);
            case AUTHORISE_TYPE -> new AuthoriseType(DEPARTMENT_A, OTHER_TYPE);
            case REVOKE_TYPE -> new RevokeType(DEPARTMENT_A, TYPE);
            case RETIRE_KEY -> new RetireKey(DEPARTMENT_A, KEY_A.kid());
            case DISTRUST_KEY -> new DistrustKey(DEPARTMENT_A, KEY_A.kid(), new Position(7, 3));
            case PUT_REGION -> Samples.region(REGION_A, 100);
            case ANCHOR_BATCH -> Samples.batch();
        };
    }
}
