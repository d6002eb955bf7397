package org.zhaoku.verifier.conformance;

import com.upokecenter.cbor.CBORObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an implementation says to a case.
 *
 * @param outcome VALID, INVALID or CANNOT_TELL; REFUSED if a bundle or delta does not open
 * @param codes the codes of all checks, in any order; for REFUSED the reason
 */
record Answer(String outcome, Set<String> codes) {
    Answer {
        codes = new TreeSet<>(codes);
    }

    static Answer of(String outcome, Collection<String> codes) {
        return new Answer(outcome, new TreeSet<>(codes));
    }

    static Answer refused(String reason) {
        return new Answer("REFUSED", Set.of(reason));
    }

    static Answer of(CBORObject json) {
        return of(
                json.get("outcome").AsString(),
                json.get("codes").getValues().stream().map(CBORObject::AsString).toList());
    }

    CBORObject toJson() {
        CBORObject list = CBORObject.NewArray();
        codes.forEach(list::Add);
        return CBORObject.NewOrderedMap().Add("outcome", outcome).Add("codes", list);
    }

    /** Outcome and the codes that are not {@code passed}, for people. */
    String told(Set<String> passed) {
        List<String> shown =
                codes.stream().filter(code -> !passed.contains(code)).toList();
        return shown.isEmpty() ? outcome : outcome + " " + String.join(" ", shown);
    }

    @Override
    public String toString() {
        return told(Set.of());
    }
}
