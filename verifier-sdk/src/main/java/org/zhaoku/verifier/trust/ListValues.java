package org.zhaoku.verifier.trust;

/** Values by index, or that they are not known. */
@FunctionalInterface
interface ListValues {
    /** Negative: any union of values with it is negative, too. */
    int NOT_KNOWN = -1;

    /** There is no such list: no number is marked. */
    ListValues NONE = index -> 0;

    /** There is such a list, and it is not at hand. */
    ListValues UNKNOWN = index -> NOT_KNOWN;

    /** @param index from 0 up to 2²⁰−1 */
    int at(int index);
}
