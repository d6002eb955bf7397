package org.zhaoku.chaincode.agreements;

import java.util.ArrayList;
import java.util.List;
import org.zhaoku.chaincode.command.TakeAgreementStep;
import org.zhaoku.chaincode.command.TakeAgreementStep.Step;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;

/**
 * An agreement with the steps that were taken. CBOR: {1: 1, 2: [steps as COSE_Sign1]}.
 *
 * @param steps 1 to 3, in order
 */
record Agreement(List<TakeAgreementStep> steps) {
    private static final int MAX_STEPS = 3;

    Step state() {
        return steps.get(steps.size() - 1).step();
    }

    /** Whether this very step is among those that were taken. */
    boolean holds(TakeAgreementStep step) {
        return steps.stream().anyMatch(taken -> taken.payload().equals(step.payload()));
    }

    Agreement with(TakeAgreementStep step) {
        List<TakeAgreementStep> next = new ArrayList<>(steps);
        next.add(step);
        return new Agreement(List.copyOf(next));
    }

    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(
                        2,
                        Cbor.array(steps.stream()
                                .map(step -> Cbor.of(step.message()))
                                .toList()))
                .build()
                .encode();
    }

    static Agreement decode(Bytes encoded) {
        var map = new CborMapReader("agreement", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var agreement = new Agreement(CborReads.array("steps", map.get(2), 1, MAX_STEPS).stream()
                .map(step -> TakeAgreementStep.of(CborReads.bytes("step", step)))
                .toList());
        map.end();
        return agreement;
    }
}
