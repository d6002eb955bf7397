package org.zhaoku.gateway.ledger.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.gateway.ledger.TransactionState;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A block of the embedded ledger: deterministic CBOR {1: number, 2: hash of the block before, 3: network, 4: transactions}.
 *
 * @param number from 0
 * @param previous SM3 of the block before; 32 zero bytes in block 0
 * @param network name of the network, in each block the same
 * @param transactions what was committed, in order
 */
record EmbeddedBlock(long number, Bytes previous, String network, List<Transaction> transactions) {
    static final Bytes NO_PREVIOUS = Bytes.of(new byte[Sm3.LENGTH]);
    static final int MAX_TRANSACTIONS = 500;

    /**
     * One committed transaction: CBOR {1: function, 2: argument, 3: writes, ? 4: [event name, payload]}.
     *
     * @param function what was called
     * @param argument with what
     * @param writes state that it wrote, in the order of the keys
     * @param event what it recorded
     */
    record Transaction(
            String function, Bytes argument, Map<String, Bytes> writes, Optional<TransactionState.Event> event) {
        Transaction {
            writes = java.util.Collections.unmodifiableMap(new TreeMap<>(writes));
        }

        private Cbor toCbor() {
            var state = Cbor.map();
            writes.forEach((key, value) -> state.put(Cbor.of(key), Cbor.of(value)));
            return Cbor.map()
                    .put(1, Cbor.of(function))
                    .put(2, Cbor.of(argument))
                    .put(3, state.build())
                    .put(
                            4,
                            event.map(each -> Cbor.array(Cbor.of(each.name()), Cbor.of(each.payload())))
                                    .orElse(null))
                    .build();
        }

        private static Transaction of(Cbor item) {
            var map = new CborMapReader("transaction", item);
            Map<String, Bytes> writes = new TreeMap<>();
            CborReads.map("writes", map.get(3))
                    .entries()
                    .values()
                    .forEach(write -> writes.put(
                            CborReads.text("state key", write.key()), CborReads.bytes("state value", write.value())));
            Optional<TransactionState.Event> event = map.find(4)
                    .map(pair -> CborReads.array("event", pair, 2, 2))
                    .map(pair -> new TransactionState.Event(
                            CborReads.text("event name", pair.get(0)), CborReads.bytes("event payload", pair.get(1))));
            var transaction = new Transaction(map.text(1), map.bytes(2), writes, event);
            map.end();
            return transaction;
        }
    }

    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(number))
                .put(2, Cbor.of(previous))
                .put(3, Cbor.of(network))
                .put(
                        4,
                        Cbor.array(
                                transactions.stream().map(Transaction::toCbor).toList()))
                .build()
                .encode();
    }

    static EmbeddedBlock decode(Bytes encoded) {
        var map = new CborMapReader("block", Cbor.decode(encoded));
        var block = new EmbeddedBlock(
                map.number(1, 0, Long.MAX_VALUE),
                map.bytes(2, Sm3.LENGTH),
                map.text(3),
                CborReads.array("transactions", map.get(4), 0, MAX_TRANSACTIONS).stream()
                        .map(Transaction::of)
                        .toList());
        map.end();
        return block;
    }
}
