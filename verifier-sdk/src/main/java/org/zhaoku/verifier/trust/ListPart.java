package org.zhaoku.verifier.trust;

import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.status.StatusList;

/** A status list that is inflated when it is asked for the first time. Safe for use by many threads. */
final class ListPart implements Part, ListValues {
    private final Bytes encoded;
    private final PartName.Kind kind;
    private volatile @Nullable ListValues values;

    ListPart(PartName.Kind kind, Bytes encoded) {
        this.kind = kind;
        this.encoded = encoded;
    }

    /** @throws IllegalArgumentException if {@code encoded} is not a list of that kind */
    static StatusList decode(PartName.Kind kind, Bytes encoded) {
        return StatusList.decode(encoded, kind == PartName.Kind.STATUS ? 2 : 1);
    }

    @Override
    public Bytes encoded() {
        return encoded;
    }

    @Override
    public int at(int index) {
        ListValues inflated = values;
        return inflated == null ? inflate().at(index) : inflated.at(index);
    }

    private synchronized ListValues inflate() {
        ListValues inflated = values;
        if (inflated == null) {
            inflated = decode();
            values = inflated;
        }
        return inflated;
    }

    private ListValues decode() {
        StatusList list;
        try {
            list = decode(kind, encoded);
        } catch (IllegalArgumentException e) {
            // the regions signed something that is no list: nothing can be told from it
            return ListValues.UNKNOWN;
        }
        int size = list.size();
        return index -> index < size ? list.at(index) : NOT_KNOWN;
    }
}
