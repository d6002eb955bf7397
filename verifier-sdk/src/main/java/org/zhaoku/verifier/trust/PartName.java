package org.zhaoku.verifier.trust;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * The name of a part: {@code registry}, {@code types}, {@code tiles/<code>}, {@code status/<code>/<n>}, {@code
 * disputed/<code>/<n>} or {@code bound/<code>/<n>}.
 *
 * @param kind what the part holds
 * @param department whose part it is; empty for registry and types
 * @param list number of the status list, 0 to {@link #MAX_LIST}; 0 for parts that are no lists
 */
record PartName(Kind kind, Optional<UnifiedSocialCreditCode> department, int list) {
    enum Kind {
        REGISTRY("registry"),
        TYPES("types"),
        TILES("tiles"),
        STATUS("status"),
        DISPUTED("disputed"),
        BOUND("bound");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        boolean isList() {
            return this == STATUS || this == DISPUTED || this == BOUND;
        }
    }

    static final PartName REGISTRY = new PartName(Kind.REGISTRY, Optional.empty(), 0);
    static final PartName TYPES = new PartName(Kind.TYPES, Optional.empty(), 0);

    /** Numbers are below 2⁴⁰: 2³² tiles of 256; a list holds 2²⁰ of them. */
    static final int MAX_LIST = (1 << 20) - 1;
    /** Characters of the longest name, all ASCII. */
    static final int MAX_LENGTH = 35;

    private static final Pattern FORM =
            Pattern.compile("(registry|types)|(tiles)/(.{18})|(status|disputed|bound)/(.{18})/(0|[1-9][0-9]{0,6})");

    static PartName tiles(UnifiedSocialCreditCode department) {
        return new PartName(Kind.TILES, Optional.of(department), 0);
    }

    static PartName list(Kind kind, UnifiedSocialCreditCode department, int list) {
        if (!kind.isList() || list < 0 || list > MAX_LIST) {
            throw new IllegalArgumentException("expected a list from 0 to " + MAX_LIST + ", got " + list);
        }
        return new PartName(kind, Optional.of(department), list);
    }

    /** @throws IllegalArgumentException if {@code name} is not the name of a part */
    static PartName parse(String name) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            throw new CborException(
                    "expected the name of a part: registry, types, tiles/<code>, status/<code>/<n>, disputed/<code>/<n> or"
                            + " bound/<code>/<n>");
        }
        if (form.group(1) != null) {
            return form.group(1).equals("types") ? TYPES : REGISTRY;
        }
        if (form.group(2) != null) {
            return tiles(UnifiedSocialCreditCode.parse(form.group(3)));
        }
        Kind kind = Kind.valueOf(form.group(4).toUpperCase(java.util.Locale.ROOT));
        return list(kind, UnifiedSocialCreditCode.parse(form.group(5)), Integer.parseInt(form.group(6)));
    }

    @Override
    public String toString() {
        return kind.word + department.map(code -> "/" + code.value()).orElse("") + (kind.isList() ? "/" + list : "");
    }
}
