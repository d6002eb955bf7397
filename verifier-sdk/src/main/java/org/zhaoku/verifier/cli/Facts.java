package org.zhaoku.verifier.cli;

import com.grack.nanojson.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Named facts in a fixed order: the one source of JSON and of plain text. */
final class Facts {
    private static final String INDENT = "  ";

    private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

    Facts put(String name, String value) {
        return set(name, value);
    }

    Facts put(String name, long value) {
        return set(name, value);
    }

    Facts put(String name, boolean value) {
        return set(name, value);
    }

    /** In ISO form, UTC. */
    Facts put(String name, Instant value) {
        return set(name, value.toString());
    }

    Facts put(String name, Facts value) {
        return set(name, value.entries);
    }

    Facts put(String name, List<Facts> values) {
        return set(name, values.stream().map(each -> each.entries).toList());
    }

    Facts texts(String name, Iterable<?> values) {
        var texts = new ArrayList<String>();
        values.forEach(value -> texts.add(value.toString()));
        return set(name, texts);
    }

    /** Text, number, boolean or null. */
    Facts plain(String name, @Nullable Object value) {
        return set(name, value);
    }

    /** Nothing if it is empty. */
    Facts put(String name, Optional<?> value) {
        value.ifPresent(present -> set(name, present.toString()));
        return this;
    }

    Facts put(String name, OptionalLong value) {
        value.ifPresent(present -> set(name, present));
        return this;
    }

    Facts put(String name, OptionalInt value) {
        value.ifPresent(present -> set(name, present));
        return this;
    }

    private Facts set(String name, @Nullable Object value) {
        if (entries.containsKey(name)) {
            throw new IllegalStateException("fact " + name + " comes twice");
        }
        entries.put(name, value);
        return this;
    }

    String json() {
        return JsonWriter.indent(INDENT).string().object(entries).done();
    }

    /** A line for each fact, nested ones indented; a line for each item of a list whose facts are not nested. */
    String text() {
        var out = new StringBuilder();
        text(entries, "", out);
        return out.toString();
    }

    private static void text(Map<?, ?> facts, String indent, StringBuilder out) {
        facts.forEach((name, value) -> {
            if (value instanceof Map<?, ?> nested) {
                out.append(indent).append(name).append('\n');
                text(nested, indent + INDENT, out);
            } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map) {
                out.append(indent).append(name).append('\n');
                list.forEach(item -> item((Map<?, ?>) item, indent + INDENT, out));
            } else {
                out.append(indent)
                        .append(name)
                        .append(": ")
                        .append(plain(value))
                        .append('\n');
            }
        });
    }

    private static void item(Map<?, ?> facts, String indent, StringBuilder out) {
        out.append(indent).append('-');
        if (facts.values().stream().anyMatch(Map.class::isInstance)) {
            out.append('\n');
            text(facts, indent + INDENT, out);
        } else {
            facts.forEach((name, value) -> out.append(' ')
                    .append(name)
                    .append(": ")
                    .append(plain(value))
                    .append(','));
            out.setCharAt(out.length() - 1, '\n');
        }
    }

    private static String plain(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? "none"
                    : Plain.text(
                            String.join(", ", list.stream().map(String::valueOf).toList()));
        }
        return Plain.text(String.valueOf(value));
    }
}
