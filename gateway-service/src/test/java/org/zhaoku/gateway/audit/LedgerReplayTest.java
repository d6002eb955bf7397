package org.zhaoku.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.ledger.Role;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.Submitter;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.cose.Network;

/** Blocks that no honest endorsers would have made. */
class LedgerReplayTest {
    private static final Network NETWORK = new Network("regions");
    private static final String REGION = "RegionAMSP";

    @TempDir
    private Path folder;

    private Department department;
    private final AuditReport report = new AuditReport();
    private final LedgerReplay replay = new LedgerReplay(NETWORK, report);
    private long next;

    @BeforeEach
    void register() {
        department = new Department(folder, NETWORK, REGION);
        department.registration().forEach(command -> block(REGION, command));
    }

    private void block(String region, Command... commands) {
        block(Submitter.sole(region), region, commands);
    }

    /** @param region that the records name, whoever signed the envelope */
    private void block(Submitter submitter, String region, Command... commands) {
        List<LedgerBlock.Entry> entries = new ArrayList<>();
        for (Command command : commands) {
            var event = new LedgerEvent(region, command);
            entries.add(
                    new LedgerBlock.Entry(new Position(next, entries.size()), submitter, event.name(), event.encode()));
        }
        replay.take(new LedgerBlock(next++, entries));
    }

    private List<Finding.Code> found() {
        return report.findings().stream().map(Finding::code).toList();
    }

    @Test
    void honest_blocks_give_no_finding_and_tiles_are_numbered_in_their_order() {
        block(REGION, department.batch(300, 1), department.batch(1, 2));
        block(REGION, department.batch(5, 3));

        assertThat(report.findings()).isEmpty();
        assertThat(replay.batches())
                .extracting(LedgerReplay.Anchored::firstTile)
                .containsExactly(0L, 2L, 3L);
        assertThat(replay.questions()).hasSize(5);
    }

    @Test
    void a_batch_of_another_region_is_refused_and_takes_no_tile() {
        block("RegionBMSP", department.batch(300, 1));
        block(REGION, department.batch(1, 2));

        assertThat(found()).containsExactly(Finding.Code.RECORD_REFUSED);
        assertThat(report.findings().get(0).where()).isEqualTo(new Position(3, 0).toString());
        assertThat(replay.batches())
                .extracting(LedgerReplay.Anchored::firstTile)
                .containsExactly(0L);
    }

    @Test
    void a_record_in_the_name_of_another_region_than_signed_the_envelope_is_refused() {
        block(Submitter.sole("RegionBMSP"), REGION, department.batch(3, 1));
        block(REGION, department.batch(1, 2));

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.RECORD_REFUSED);
            assertThat(finding.detail()).contains("RegionBMSP", "RECORD_REGION_WRONG");
        });
        assertThat(replay.batches())
                .extracting(LedgerReplay.Anchored::firstTile)
                .containsExactly(0L);
    }

    @Test
    void a_record_whose_sender_has_not_the_role_for_it_is_refused() {
        block(new Submitter(REGION, Set.of(Role.AUDITOR)), REGION, department.batch(3, 1));

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.RECORD_REFUSED);
            assertThat(finding.detail()).contains(REGION, "ROLE_MISSING");
        });
    }

    @Test
    void the_same_batch_a_second_time_is_refused() {
        AnchorBatch batch = department.batch(3, 1);
        block(REGION, batch);
        block(REGION, batch);

        assertThat(found()).containsExactly(Finding.Code.RECORD_REFUSED);
        assertThat(replay.batches()).hasSize(1);
    }

    @Test
    void a_block_that_is_left_out_is_named() {
        next++;
        block(REGION, department.batch(3, 1));

        assertThat(found()).containsExactly(Finding.Code.BLOCK_MISSING);
    }
}
