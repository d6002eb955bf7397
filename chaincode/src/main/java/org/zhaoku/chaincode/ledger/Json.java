package org.zhaoku.chaincode.ledger;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes JSON in one form: members in the order of their names, no white space. For the answers of queries. */
public final class Json {
    /** The answer of a query that finds nothing. */
    public static final Json NULL = new Json("null");

    private final String text;

    private Json(String text) {
        this.text = text;
    }

    public static Json of(long number) {
        return new Json(Long.toString(number));
    }

    public static Json of(boolean value) {
        return new Json(Boolean.toString(value));
    }

    public static Json of(String text) {
        var out = new StringBuilder("\"");
        text.chars().forEach(each -> {
            if (each < ' ') {
                out.append(String.format("\\u%04x", each));
            } else {
                out.append(each == '"' || each == '\\' ? "\\" : "").append((char) each);
            }
        });
        return new Json(out.append('"').toString());
    }

    public static Json array(List<Json> items) {
        return new Json(items.stream().map(Json::toString).collect(Collectors.joining(",", "[", "]")));
    }

    public static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Collects the members of an object. */
    public static final class ObjectBuilder {
        private final NavigableMap<String, Json> members = new TreeMap<>();

        private ObjectBuilder() {}

        public ObjectBuilder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public ObjectBuilder put(String name, String value) {
            return put(name, of(value));
        }

        public Json build() {
            return new Json(members.entrySet().stream()
                    .map(member -> of(member.getKey()) + ":" + member.getValue())
                    .collect(Collectors.joining(",", "{", "}")));
        }
    }
}
