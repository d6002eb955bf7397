package org.zhaoku.chaincode.command;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;

/**
 * What two departments agree to share (共享协议). CBOR: {1: 1, 2: network, 3: provider, 4: consumer, 5: type code, 6: [fields], 7:
 * [purposes], 8: [first day, last day], 9: sharing class, 10: reference}.
 *
 * @param network the ledger's network
 * @param provider the department whose licences they are
 * @param consumer the department that asks for them, another one
 * @param type the licence type
 * @param fields keys of the type's fields, 1 to {@link #MAX_ITEMS}, each 1 to {@link #MAX_TEXT} characters
 * @param purposes matters for which the fields may be used, as many and as long
 * @param term the days on which it holds
 * @param sharing the class of sharing
 * @param reference the consumer's number for it, 1 to {@link #MAX_TEXT} characters: it tells two agreements with the same terms
 *     apart
 */
public record AgreementTerms(
        Network network,
        UnifiedSocialCreditCode provider,
        UnifiedSocialCreditCode consumer,
        LicenceTypeCode type,
        NavigableSet<String> fields,
        NavigableSet<String> purposes,
        DayRange term,
        Sharing sharing,
        String reference) {
    /** The most fields and the most purposes. */
    public static final int MAX_ITEMS = 256;
    /** The longest text, in characters (UTF-16 units). */
    public static final int MAX_TEXT = 100;

    /** How a type is shared (共享属性). */
    public enum Sharing {
        /** 无条件共享. */
        UNCONDITIONAL,
        /** 有条件共享. */
        CONDITIONAL,
        /** 不予共享: can be applied for, and refused, but not agreed. */
        NONE
    }

    /** @throws IllegalArgumentException if a part is out of its range */
    public AgreementTerms {
        fields = Collections.unmodifiableNavigableSet(new TreeSet<>(fields));
        purposes = Collections.unmodifiableNavigableSet(new TreeSet<>(purposes));
        checkTexts("fields", fields);
        checkTexts("purposes", purposes);
        checkTexts("references", List.of(reference));
        if (provider.equals(consumer)) {
            throw new CborException("expected two departments, got one as provider and consumer");
        }
    }

    private static void checkTexts(String name, Collection<String> texts) {
        boolean right = texts.stream()
                .allMatch(text -> !text.isBlank()
                        && text.length() <= MAX_TEXT
                        && text.equals(text.strip())
                        && text.chars().noneMatch(Character::isISOControl));
        if (texts.isEmpty() || texts.size() > MAX_ITEMS || !right) {
            throw new CborException("expected 1 to " + MAX_ITEMS + " " + name + " of 1 to " + MAX_TEXT
                    + " characters without control characters or blanks at their ends, got " + texts.size());
        }
    }

    /** SM3 of the terms: the agreement's id, 32 bytes. */
    public Bytes id() {
        return Sm3.digest(encode());
    }

    /** Deterministic CBOR: what both sign. */
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(network.name()))
                .put(3, Cbor.of(provider.value()))
                .put(4, Cbor.of(consumer.value()))
                .put(5, Cbor.of(type.value()))
                .put(6, Cbor.array(fields.stream().map(Cbor::of).toList()))
                .put(7, Cbor.array(purposes.stream().map(Cbor::of).toList()))
                .put(8, term.toCbor())
                .put(9, Cbor.of(List.of(Sharing.values()).indexOf(sharing) + 1))
                .put(10, Cbor.of(reference))
                .build()
                .encode();
    }

    /** @throws IllegalArgumentException if {@code encoded} are no terms, with the reason */
    public static AgreementTerms decode(Bytes encoded) {
        var map = new CborMapReader("terms", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var terms = new AgreementTerms(
                new Network(map.text(2)),
                UnifiedSocialCreditCode.parse(map.text(3)),
                UnifiedSocialCreditCode.parse(map.text(4)),
                LicenceTypeCode.parse(map.text(5)),
                texts("fields", map.get(6)),
                texts("purposes", map.get(7)),
                DayRange.of(map.get(8)),
                Sharing.values()[(int) map.number(9, 1, Sharing.values().length) - 1],
                map.text(10));
        map.end();
        return terms;
    }

    private static NavigableSet<String> texts(String name, Cbor item) {
        List<String> texts = CborReads.array(name, item, 1, MAX_ITEMS).stream()
                .map(text -> CborReads.text(name, text))
                .toList();
        NavigableSet<String> ordered = new TreeSet<>(texts);
        if (!List.copyOf(ordered).equals(texts)) {
            throw new CborException("terms: " + name + " are not in strictly ascending order");
        }
        return ordered;
    }
}
