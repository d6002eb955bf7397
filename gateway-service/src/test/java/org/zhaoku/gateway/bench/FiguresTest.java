package org.zhaoku.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static Latencies millis(int... all) {
        return new Latencies(IntStream.of(all).mapToObj(Duration::ofMillis).toList());
    }

    @Test
    void a_percentile_is_the_latency_within_which_so_many_were_done() {
        Latencies hundred =
                millis(IntStream.rangeClosed(1, 100).map(i -> 101 - i).toArray());

        assertThat(hundred.percentile(0.5)).isEqualTo(Duration.ofMillis(50));
        assertThat(hundred.percentile(0.99)).isEqualTo(Duration.ofMillis(99));
        assertThat(hundred.percentile(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(hundred).hasToString("p50 50 ms, p99 99 ms (100)");
    }

    @Test
    void of_few_latencies_the_last_percentile_is_the_longest() {
        assertThat(millis(7, 3, 5).percentile(0.99)).isEqualTo(Duration.ofMillis(7));
        assertThat(millis(7, 3, 5).percentile(0.5)).isEqualTo(Duration.ofMillis(5));
        assertThat(millis(4).percentile(0.5)).isEqualTo(Duration.ofMillis(4));
        assertThatThrownBy(() -> new Latencies(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_licence_takes_its_share_of_the_whole_block() {
        Block bare = Block.newBuilder()
                .setHeader(BlockHeader.newBuilder().setNumber(7))
                .setData(BlockData.newBuilder().addData(ByteString.copyFrom(new byte[900])))
                .build();
        Block signed = bare.toBuilder()
                .setMetadata(BlockMetadata.newBuilder().addMetadata(ByteString.copyFrom(new byte[500])))
                .build();

        assertThat(BlockSizes.perLicence(List.of(signed), 10)).isEqualTo(signed.toByteArray().length / 10.0);
        assertThat(BlockSizes.perLicence(List.of(signed, bare), 1) - BlockSizes.perLicence(List.of(bare, bare), 1))
                .isGreaterThan(500);
    }

    @Test
    void the_line_of_bench_ledger_is_as_the_documentation_has_it() {
        var figures = new LedgerFigures(1250, 10, new TreeMap<>(Map.of(10_000, 0.836, 1, 5889.0, 256, 23.04)));

        assertThat(figures.ratio()).isEqualTo(125);
        assertThat(figures.json())
                .isEqualTo("{\"licencesPerSecond\":1250.0,\"singleTxPerSecond\":10.0,\"ratio\":125.00,"
                        + "\"bytesPerLicence\":{\"1\":5889.00,\"256\":23.04,\"10000\":0.84}}");
    }

    @Test
    void the_line_of_bench_issue_says_when_fabric_is_missing() {
        assertThat(new IssueFigures(1500, Optional.of(1400.25)).json())
                .isEqualTo("{\"embedded\":{\"licencesPerSecond\":1500.0},\"fabric\":{\"licencesPerSecond\":1400.3}}");
        assertThat(new IssueFigures(1500, Optional.empty()).json())
                .isEqualTo("{\"embedded\":{\"licencesPerSecond\":1500.0},\"fabric\":null}");
    }
}
