package org.zhaoku.verifier.bytes;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;

/** The one place that makes sorted maps and sets unmodifiable: a platform without such wrappers replaces this class. */
public final class Unmodifiable {
    private Unmodifiable() {}

    /** A view of {@code map} that cannot be changed. */
    public static <K, V> NavigableMap<K, V> map(NavigableMap<K, V> map) {
        return Collections.unmodifiableNavigableMap(map);
    }

    /** A view of {@code set} that cannot be changed. */
    public static <E> NavigableSet<E> set(NavigableSet<E> set) {
        return Collections.unmodifiableNavigableSet(set);
    }
}
