package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.zhaoku.chaincode.Refusals.assertRefused;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_A;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;
import static org.zhaoku.chaincode.testing.Samples.REGION_B;
import static org.zhaoku.chaincode.testing.Samples.TYPE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.testing.Commands;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

final class CatalogueTest {
    private final TestLedger ledger = Samples.ledger();
    private final PublishType first = Commands.type(TYPE.value(), 1, "施工许可证");

    @Test
    void a_version_is_published_once_and_never_changes() {
        assertThat(ledger.submit(REGION_A, first)).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.submit(REGION_A, first)).isEqualTo(Outcome.SAME);
        assertRefused(ErrorCode.CATALOGUE_VERSION_TAKEN, ledger, REGION_A, Commands.type(TYPE.value(), 1, "另一个名称"));
        assertThat(ledger.query("catalogue:versions", TYPE.value()))
                .isEqualTo("[{\"code\":\"" + TYPE + "\",\"definition\":\"" + first.definition() + "\",\"digest\":\""
                        + first.digest() + "\",\"publisher\":\"RegionAMSP\",\"version\":1}]");
    }

    @Test
    void versions_ascend_by_one() {
        PublishType second = Commands.type(TYPE.value(), 2, "施工许可证");
        assertRefused(ErrorCode.CATALOGUE_VERSION_WRONG, ledger, REGION_A, second);
        ledger.submit(REGION_A, first);
        assertRefused(ErrorCode.CATALOGUE_VERSION_WRONG, ledger, REGION_A, Commands.type(TYPE.value(), 3, "施工许可证"));
        assertThat(ledger.submit(REGION_A, second)).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.query("catalogue:versions", TYPE.value())).contains("\"version\":1}", "\"version\":2}");
    }

    @Test
    void a_type_is_the_region_of_its_authority_or_of_whoever_came_first() {
        ledger.submit(REGION_A, first);
        assertRefused(ErrorCode.CATALOGUE_NOT_PUBLISHER, ledger, REGION_B, first);
        assertRefused(ErrorCode.CATALOGUE_NOT_PUBLISHER, ledger, REGION_B, Commands.type(TYPE.value(), 2, "施工许可证"));
        PublishType ours = Commands.type(DEPARTMENT_A.value() + "001", 1, "地方证照");
        assertRefused(ErrorCode.CATALOGUE_NOT_PUBLISHER, ledger, REGION_B, ours);
        assertThat(ledger.submit(REGION_A, ours)).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void a_definition_is_a_bounded_map_that_names_code_and_version() {
        String code = TYPE.value();
        for (Bytes wrong : List.of(
                Cbor.of(1).encode(),
                Cbor.map().put(1, Cbor.of(code)).build().encode(),
                Cbor.map().put(1, Cbor.of("x")).put(2, Cbor.of(1)).build().encode(),
                Cbor.map().put(1, Cbor.of(code)).put(2, Cbor.of(0)).build().encode(),
                Cbor.map().put(1, Cbor.of(code)).put(2, Cbor.of(65_536)).build().encode(),
                first.definition().plus(Bytes.of((byte) 0)),
                Bytes.of(new byte[PublishType.MAX_LENGTH + 1]))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new PublishType(wrong));
        }
    }
}
