package org.zhaoku.verifier.conformance;

import com.upokecenter.cbor.CBORObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * One thing that is shown to a verifier, with all that it needs to judge it.
 *
 * @param id names it
 * @param group what it is about
 * @param what what was done
 * @param anchors the trust anchors as a file
 * @param steps bundles, parts and deltas in the order in which they come
 * @param shown texts one after the other, the last of which is answered, or a file
 * @param time the time of verification
 * @param policy where it differs from the strict one
 * @param expected the outcome and the codes of what did not pass
 */
record Case(
        String id,
        String group,
        String what,
        Bytes anchors,
        List<Step> steps,
        Shown shown,
        Instant time,
        Map<String, Object> policy,
        String expected) {

    /** A bundle, a delta from the one before, or a part of a name. */
    record Step(String kind, String name, Bytes content) {
        static Step bundle(Bytes content) {
            return new Step("bundle", "", content);
        }

        static Step delta(Bytes content) {
            return new Step("delta", "", content);
        }

        static Step part(String name, Bytes content) {
            return new Step("part", name, content);
        }
    }

    record Shown(List<String> texts, Optional<Bytes> file) {
        Shown {
            texts = List.copyOf(texts);
        }
    }

    Case {
        steps = List.copyOf(steps);
        policy = Map.copyOf(policy);
    }

    Case at(Instant moment) {
        return new Case(id, group, what, anchors, steps, shown, moment, policy, expected);
    }

    Case with(String setting, Object value) {
        Map<String, Object> more = new TreeMap<>(policy);
        more.put(setting, value);
        return new Case(id, group, what, anchors, steps, shown, time, more, expected);
    }

    Case with(Bytes otherAnchors) {
        return new Case(id, group, what, otherAnchors, steps, shown, time, policy, expected);
    }

    Case after(Step... opened) {
        return new Case(id, group, what, anchors, List.of(opened), shown, time, policy, expected);
    }

    /** The case without its answer, as an implementation gets it. */
    CBORObject question() {
        CBORObject json = CBORObject.NewOrderedMap()
                .Add("id", id)
                .Add("group", group)
                .Add("what", what)
                .Add("time", time.toString())
                .Add("anchors", anchors.hex());
        CBORObject list = CBORObject.NewArray();
        for (Step step : steps) {
            CBORObject one = CBORObject.NewOrderedMap();
            if (!step.name().isEmpty()) {
                one.Add("name", step.name());
            }
            list.Add(one.Add(step.kind(), step.content().hex()));
        }
        json.Add("steps", list);
        if (shown.file().isPresent()) {
            json.Add("file", shown.file().get().hex());
        } else {
            CBORObject texts = CBORObject.NewArray();
            shown.texts().forEach(texts::Add);
            json.Add("texts", texts);
        }
        CBORObject settings = CBORObject.NewOrderedMap();
        new TreeMap<>(policy).forEach(settings::Add);
        return json.Add("policy", settings);
    }

    /** What {@link #question} wrote. */
    static Case of(CBORObject json) {
        List<Step> steps = new ArrayList<>();
        for (CBORObject one : json.get("steps").getValues()) {
            for (String kind : List.of("bundle", "delta", "part")) {
                if (one.ContainsKey(kind)) {
                    String name = one.ContainsKey("name") ? one.get("name").AsString() : "";
                    steps.add(new Step(kind, name, hex(one.get(kind))));
                }
            }
        }
        Map<String, Object> policy = new TreeMap<>();
        for (CBORObject key : json.get("policy").getKeys()) {
            policy.put(key.AsString(), json.get("policy").get(key));
        }
        var shown = json.ContainsKey("file")
                ? new Shown(List.of(), Optional.of(hex(json.get("file"))))
                : new Shown(
                        json.get("texts").getValues().stream()
                                .map(CBORObject::AsString)
                                .toList(),
                        Optional.empty());
        return new Case(
                json.get("id").AsString(),
                json.get("group").AsString(),
                json.get("what").AsString(),
                hex(json.get("anchors")),
                steps,
                shown,
                Instant.parse(json.get("time").AsString()),
                policy,
                "");
    }

    private static Bytes hex(CBORObject text) {
        return Bytes.fromHex(text.AsString());
    }
}
