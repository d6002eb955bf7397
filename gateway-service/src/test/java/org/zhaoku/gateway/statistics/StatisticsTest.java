package org.zhaoku.gateway.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

final class StatisticsTest extends GatewayTest {
    @Autowired
    private Database database;

    @Test
    void issued_changed_and_in_force_are_counted_by_type_department_and_month() {
        UnifiedSocialCreditCode issuer = registered("示范市市场监督管理局");
        LicenceTypeCode type = published(issuer);
        inForce(type, issuer);
        String second = inForce(type, issuer);
        String month = YearMonth.from(LocalDate.now(ZoneId.of("Asia/Shanghai"))).toString();
        String path = "/api/v1/statistics?department=" + issuer.value();

        JsonNode issued = eventually(path, "/0/issued", "2").get(0);
        assertThat(issued.get("month").asString()).isEqualTo(month);
        assertThat(issued.get("type").asString()).isEqualTo(type.value());
        assertThat(issued.get("inForce").asInt()).isEqualTo(2);

        post(second + "/changes", Map.of("reason", "VOID")).expectStatus().isCreated();
        JsonNode changed =
                eventually(path + "&type=" + type.value(), "/0/changed", "1").get(0);
        assertThat(changed.at("/changes/VOID").asInt()).isEqualTo(1);
        assertThat(changed.get("inForce").asInt()).isEqualTo(1);
        assertThat(get(path + "&from=2020-01&to=2020-12")).isEmpty();
        assertSameAfterRestart(issuer);
    }

    /** What a gateway that starts now adds up from what is stored. */
    private void assertSameAfterRestart(UnifiedSocialCreditCode issuer) {
        var counts = new Counts();
        new MongoTallies(database).all().doOnNext(counts::add).blockLast();
        YearMonth now = YearMonth.from(LocalDate.now(ZoneId.of("Asia/Shanghai")));
        assertThat(counts.months(Optional.of(issuer.value()), Optional.empty(), now, now))
                .singleElement()
                .satisfies(month -> {
                    assertThat(month.issued()).isEqualTo(2);
                    assertThat(month.inForce()).isEqualTo(1);
                });
    }

    @Test
    void what_cannot_be_read_is_named() {
        String path = "/api/v1/statistics?department=11440300000000019K";
        for (String wrong : java.util.List.of(
                "&from=2026", "&to=x", "&type=x", "&from=2026-02&to=2026-01", "&from=2000-01&to=2026-01")) {
            problem(http.get().uri(path + wrong).exchange(), 422, "FIELD_INVALID");
        }
        problem(http.get().uri("/api/v1/statistics").exchange(), 422, "FIELD_INVALID");
    }
}
