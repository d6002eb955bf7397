package org.zhaoku.verifier.conformance;

import com.upokecenter.cbor.CBORObject;
import java.util.List;

/** {@code conformance/cases.jsonl}: a case on each line. */
final class CaseFile {
    private static final String COMMAND = "mvn test -pl verifier-sdk -Dtest=AttackTest -Dvectors.write=true";

    private CaseFile() {}

    /** A case as it stands in the file. */
    record Line(CBORObject question, Answer expected) {
        static Line of(String json) {
            CBORObject line = CBORObject.FromJSONString(json);
            Answer expected = Answer.of(line.get("expected"));
            line.Remove("expected");
            line.Remove("madeBy");
            return new Line(line, expected);
        }

        String id() {
            return question.get("id").AsString();
        }
    }

    static List<String> lines() {
        return Cases.all().stream()
                .map(each -> each.question()
                        .Add("madeBy", COMMAND)
                        .Add("expected", Sdk.answer(each).toJson())
                        .ToJSONString())
                .toList();
    }
}
