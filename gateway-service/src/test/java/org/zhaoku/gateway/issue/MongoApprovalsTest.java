package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

@ParameterizedClass
@EnumSource(TestServer.class)
class MongoApprovalsTest {
    private static final LicenceTypeCode TYPE = Codes.type();
    private static final UnifiedSocialCreditCode DEPARTMENT = Codes.department();
    private static final Instant AT = Instant.parse("2026-11-30T08:00:00Z");
    private static final String REASON = "王某的号码有误";

    @TempDir
    Path temp;

    private final TestServer server;
    private TestStore store;
    private MongoApprovals approvals;

    MongoApprovalsTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void open() {
        store = TestStore.open(server, temp);
        approvals = new MongoApprovals(store.database(), store.envelope());
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private Approval opened(String id, String requester) {
        return approvals
                .open(id, TYPE, DEPARTMENT, requester, AT)
                .blockOptional()
                .orElseThrow();
    }

    private Approval decided(String id, Approval.Decision decision, String by) {
        return approvals
                .decide(id, new Approval.Decided(decision, by, AT, Optional.of(REASON)))
                .blockOptional()
                .orElseThrow();
    }

    @Test
    void an_approval_comes_back_with_all_who_asked() {
        opened("a", "clerk-1");
        Approval again = opened("a", "clerk-2");

        assertThat(again.requesters()).containsExactly("clerk-1", "clerk-2");
        assertThat(again.requestedAt()).isEqualTo(AT);
        assertThat(again.type()).isEqualTo(TYPE);
        assertThat(approvals.find("a").block()).isEqualTo(again);
    }

    @Test
    void the_reason_is_destroyed_with_the_licences_personal_data() {
        opened("a", "clerk-1");
        Approval approved = decided("a", Approval.Decision.APPROVED, "clerk-2");
        assertThat(approved.decision().orElseThrow().reason()).contains(REASON);

        approvals.destroy("a").block();
        approvals.destroy("a").block();

        Approval left = approvals.find("a").blockOptional().orElseThrow();
        assertThat(left.decision().orElseThrow().reason()).isEmpty();
        assertThat(left.decision().orElseThrow().by()).isEqualTo("clerk-2");
    }

    @Test
    void only_the_first_decision_counts_and_none_of_who_asked() {
        opened("a", "clerk-1");

        assertThat(decided("a", Approval.Decision.APPROVED, "clerk-1").decision())
                .isEmpty();
        assertThat(decided("a", Approval.Decision.REFUSED, "clerk-2").decision())
                .contains(new Approval.Decided(Approval.Decision.REFUSED, "clerk-2", AT, Optional.of(REASON)));
        assertThat(decided("a", Approval.Decision.APPROVED, "clerk-3")
                        .decision()
                        .orElseThrow()
                        .by())
                .isEqualTo("clerk-2");
        assertThat(opened("a", "clerk-4").requesters()).containsExactly("clerk-1");
    }

    @Test
    void a_decision_is_unapplied_until_it_was_applied() {
        opened("a", "clerk-1");
        assertThat(approvals.unapplied().collectList().block()).isEmpty();
        decided("a", Approval.Decision.APPROVED, "clerk-2");

        assertThat(approvals.unapplied().map(Approval::id).collectList().block())
                .containsExactly("a");
        approvals.applied("a").block();
        assertThat(approvals.unapplied().collectList().block()).isEmpty();
    }

    @Test
    void lists_go_on_after_the_last_one_of_a_page_even_at_the_same_time() {
        opened("b", "clerk-1");
        opened("a", "clerk-1");
        opened("c", "clerk-1");
        decided("c", Approval.Decision.APPROVED, "clerk-2");

        Approval first = approvals
                .list(Optional.empty(), Optional.empty(), Optional.empty(), 1)
                .next()
                .blockOptional()
                .orElseThrow();

        assertThat(first.id()).isEqualTo("a");
        assertThat(approvals
                        .list(Optional.empty(), Optional.empty(), Optional.of(first), 9)
                        .map(Approval::id)
                        .collectList()
                        .block())
                .containsExactly("b");
        assertThat(approvals
                        .list(Optional.empty(), Optional.of(Approval.Decision.APPROVED), Optional.empty(), 9)
                        .map(Approval::id)
                        .collectList()
                        .block())
                .containsExactly("c");
    }

    @Test
    void the_reason_is_not_in_the_database_in_the_open() {
        opened("a", "clerk-1");
        decided("a", Approval.Decision.REFUSED, "clerk-2");

        assertThat(store.dump()).doesNotContain(Bytes.utf8(REASON).hex());
    }
}
