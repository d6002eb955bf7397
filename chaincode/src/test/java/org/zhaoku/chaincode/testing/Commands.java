package org.zhaoku.chaincode.testing;

import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_A;
import static org.zhaoku.chaincode.testing.Samples.KEY_A;
import static org.zhaoku.chaincode.testing.Samples.NETWORK;
import static org.zhaoku.chaincode.testing.Samples.OTHER_TYPE;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;
import static org.zhaoku.chaincode.testing.Samples.TYPE;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AgreementTerms;
import org.zhaoku.chaincode.command.AnchorAccessLog;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.command.DayRange;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.chaincode.command.TakeAgreementStep;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusReason;

/** One command of each kind, which region A may submit. */
public final class Commands {
    private static final Issued BATCH = Issued.of(DEPARTMENT_A, REGION_A, KEY_A, "old", 2);
    private static final Issued NEXT = Issued.of(DEPARTMENT_A, REGION_A, KEY_A, "new", 2);

    /** After these department A signs nothing more. */
    private static final List<CommandKind> ENDS =
            List.of(CommandKind.REVOKE_TYPE, CommandKind.RETIRE_KEY, CommandKind.DISTRUST_KEY);

    private Commands() {}

    /** A ledger that takes each of the commands as the first. */
    public static TestLedger ledger() {
        TestLedger ledger = Samples.ledger();
        ledger.submit(REGION_A, BATCH.anchor());
        return ledger;
    }

    /** A ledger that has taken commands of all kinds. */
    public static TestLedger fullLedger() {
        TestLedger ledger = ledger();
        ledger.submit(Samples.REGION_B, Samples.region(Samples.REGION_B, 200));
        ledger.submit(REGION_A, of(CommandKind.RENEW_BATCH));
        for (CommandKind kind : CommandKind.values()) {
            if (!ENDS.contains(kind)) {
                ledger.submit(REGION_A, of(kind));
            }
        }
        ENDS.forEach(kind -> ledger.submit(REGION_A, of(kind)));
        return ledger;
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
            case ANCHOR_BATCH -> NEXT.anchor();
            case RENEW_BATCH ->
                new RenewBatch(
                        NEXT.batch(),
                        List.of(BATCH.prove(
                                StatusChange.superseded(BATCH.licence(0), 1, StatusReason.RENEWED, NEXT.digest(1)),
                                Optional.of(NEXT.inclusion(1)))));
            case CHANGE_STATUS ->
                new ChangeStatus(BATCH.prove(StatusChange.of(
                        BATCH.licence(1),
                        1,
                        LicenceState.IN_FORCE,
                        LicenceState.SUSPENDED,
                        StatusReason.SUSPENDED_AS_MEASURE)));
            case PUBLISH_TYPE -> type(TYPE.value(), 1, "施工许可证");
            case TAKE_AGREEMENT_STEP ->
                TakeAgreementStep.sign(
                        TakeAgreementStep.Step.APPLIED,
                        DEPARTMENT_A,
                        new AgreementTerms(
                                NETWORK,
                                Samples.DEPARTMENT_B,
                                DEPARTMENT_A,
                                TYPE,
                                new TreeSet<>(List.of("name")),
                                new TreeSet<>(List.of("施工许可核验")),
                                new DayRange(20_454, 20_818),
                                AgreementTerms.Sharing.CONDITIONAL,
                                "2026-001"),
                        KEY_A);
            case ANCHOR_ACCESS_LOG ->
                new AnchorAccessLog(1, 1_767_225_600, 1_767_312_000, 12, Sm3.digest(Bytes.utf8("access")));
        };
    }

    /** A version of a type with one field. */
    public static PublishType type(String code, int version, String name) {
        return new PublishType(Cbor.map()
                .put(1, Cbor.of(code))
                .put(2, Cbor.of(version))
                .put(3, Cbor.of(name))
                .put(4, Cbor.array(Cbor.array(Cbor.of("name"), Cbor.of("工程名称"), Cbor.of(0), Cbor.of(0))))
                .build()
                .encode());
    }
}
