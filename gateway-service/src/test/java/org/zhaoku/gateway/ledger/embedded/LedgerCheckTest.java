package org.zhaoku.gateway.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;

/** Ledgers whose chain of hashes holds, but which the contracts would not have written. */
class LedgerCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Path file;
    private final List<EmbeddedBlock> blocks = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("blocks");
        try (EmbeddedLedger ledger = EmbeddedLedger.open(file, new SecureRandom())) {
            var department = new Department(folder.resolve("data"), ledger.network(), EmbeddedLedger.REGION);
            department.registration().forEach(command -> ledger.submit(command).block(PATIENCE));
            ledger.submit(department.batch(300, 1)).block(PATIENCE);
            ledger.submit(department.batch(2, 2)).block(PATIENCE);
        }
        BlockFile.read(file, blocks::add);
    }

    /** The same ledger with one block's transaction changed and all hashes made anew. */
    private Path forged(int number, UnaryOperator<EmbeddedBlock.Transaction> change) throws IOException {
        Path forged = folder.resolve("forged");
        Files.deleteIfExists(forged);
        Bytes previous = EmbeddedBlock.NO_PREVIOUS;
        try (BlockFile out = BlockFile.open(forged, block -> {})) {
            for (EmbeddedBlock block : blocks) {
                List<EmbeddedBlock.Transaction> transactions = block.transactions().stream()
                        .map(transaction -> block.number() == number ? change.apply(transaction) : transaction)
                        .toList();
                var again = new EmbeddedBlock(block.number(), previous, block.network(), transactions);
                out.append(again);
                previous = Sm3.digest(again.encode());
            }
        }
        return forged;
    }

    private static void assertNamed(Path ledger, int block, String what) {
        assertThatThrownBy(() -> LedgerCheck.of(ledger)).isInstanceOfSatisfying(LedgerException.class, e -> {
            assertThat(e.code()).isEqualTo("LEDGER_DAMAGED");
            assertThat(e.getMessage()).startsWith("block " + block + ":").contains(what);
        });
    }

    @Test
    void a_ledger_is_derived_anew_and_its_last_hash_is_told_while_a_gateway_has_it() throws IOException {
        try (EmbeddedLedger running = EmbeddedLedger.open(file, new SecureRandom())) {
            LedgerCheck.Result result = LedgerCheck.of(file);

            assertThat(result.network()).isEqualTo(running.network());
            assertThat(result.blocks()).isEqualTo(blocks.size());
            assertThat(result.transactions()).isEqualTo(5);
            assertThat(result.hash())
                    .isEqualTo(Sm3.digest(blocks.get(blocks.size() - 1).encode()));
        }
    }

    @Test
    void written_state_that_the_contracts_did_not_write_is_named() throws IOException {
        Path forged = forged(4, transaction -> {
            Map<String, Bytes> writes = new HashMap<>(transaction.writes());
            writes.put("right/" + "1".repeat(18) + "/x", Bytes.of(new byte[] {1}));
            return new EmbeddedBlock.Transaction(
                    transaction.function(), transaction.argument(), writes, transaction.event());
        });

        assertNamed(forged, 4, "did not write what the contracts write");
    }

    @Test
    void an_event_that_was_left_out_is_named() throws IOException {
        Path forged = forged(
                5,
                transaction -> new EmbeddedBlock.Transaction(
                        transaction.function(), transaction.argument(), transaction.writes(), Optional.empty()));

        assertNamed(forged, 5, "did not write what the contracts write");
    }

    @Test
    void a_transaction_that_the_contracts_refuse_is_named_with_their_code() throws IOException {
        EmbeddedBlock.Transaction batch = blocks.get(4).transactions().get(0);
        // the right to the type comes in block 3: before it the batch is refused
        Path forged = forged(3, transaction -> batch);

        assertNamed(forged, 3, "BATCH_TYPE_NOT_AUTHORISED");
    }

    @Test
    void a_ledger_without_a_block_is_none() throws IOException {
        assertNamed(Files.createFile(folder.resolve("empty")), 0, "no block");
    }
}
