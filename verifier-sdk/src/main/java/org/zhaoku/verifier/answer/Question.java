package org.zhaoku.verifier.answer;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/** A question that is answered with yes or no. Days are those of Asia/Shanghai. */
public sealed interface Question {
    /** Length of a reference to a subject in bytes. */
    int SUBJECT_LENGTH = 32;

    /** The most characters in the key of a field, and in a code. */
    int MAX_TEXT = 64;

    /** The most codes that may reach a class. */
    int MAX_CODES = 64;

    /** Whom it is about: a reference of 32 bytes under a key that asker and source share, never a plain number or its bare digest. */
    Bytes subject();

    /** The type of the licence that is asked about, or that the answer is taken from. */
    LicenceTypeCode type();

    /** The day that is asked about. */
    LocalDate day();

    /** Whether the subject holds a licence of this type in force on this day. */
    record HoldsLicence(Bytes subject, LicenceTypeCode type, LocalDate day) implements Question {
        /** @throws IllegalArgumentException if a part is out of its range */
        public HoldsLicence {
            Ranges.check(subject, day);
        }

        /**
         * The answer for one licence of the type; YES for any of them is YES.
         *
         * @param firstDay the first day in force
         * @param lastDay the last one, included; empty for 长期
         * @param inForce whether its status on the day is in force; empty if that is not known
         */
        public Reply evaluate(LocalDate firstDay, Optional<LocalDate> lastDay, Optional<Boolean> inForce) {
            boolean withinDates = !day.isBefore(firstDay)
                    && lastDay.map(last -> !day.isAfter(last)).orElse(true);
            if (!withinDates) {
                return Reply.NO;
            }
            return inForce.map(Reply::of).orElse(Reply.UNKNOWN);
        }
    }

    /**
     * Whether the subject is of this age on this day.
     *
     * @param field key of the type's field with the day of birth
     * @param age full years, 1 to 150
     */
    record AgeReached(Bytes subject, LicenceTypeCode type, LocalDate day, String field, int age) implements Question {
        /** The greatest age that can be asked about. */
        public static final int MAX_AGE = 150;

        /** @throws IllegalArgumentException if a part is out of its range */
        public AgeReached {
            Ranges.check(subject, day);
            Ranges.check("key of the field", field);
            Ranges.check("age", age, 1, MAX_AGE);
        }

        /** The answer for this day of birth; UNKNOWN if there is none, or it lies after the day that is asked about. */
        public Reply evaluate(Optional<LocalDate> birth) {
            return birth.filter(born -> !born.isAfter(day))
                    .map(born -> Reply.of(!day.isBefore(reachedOn(born, age))))
                    .orElse(Reply.UNKNOWN);
        }

        /**
         * The first day of being {@code age} years old: the birthday; 1 March for 29 February in a year that has none, since the
         * year of life is not over before the last day of February is (Civil Code of 2020, article 202).
         */
        public static LocalDate reachedOn(LocalDate birth, int age) {
            LocalDate sameDay = birth.plusYears(age);
            return sameDay.getDayOfMonth() == birth.getDayOfMonth() ? sameDay : sameDay.plusDays(1);
        }
    }

    /**
     * Whether the subject holds a class at least this one in a licence in force on this day. Which codes count as at least the
     * wanted one stands in the question: classes such as those of driving licences are in no single order.
     *
     * @param field key of the type's field with the class
     * @param wanted the least code that will do
     * @param reaching the codes that will do, {@code wanted} among them, at most 64
     */
    record ClassAtLeast(
            Bytes subject,
            LicenceTypeCode type,
            LocalDate day,
            String field,
            String wanted,
            NavigableSet<String> reaching)
            implements Question {

        /** @throws IllegalArgumentException if a part is out of its range, or {@code wanted} does not reach itself */
        public ClassAtLeast {
            Ranges.check(subject, day);
            Ranges.check("key of the field", field);
            // the natural order, whatever the set that came in is sorted by
            reaching = Collections.unmodifiableNavigableSet(new TreeSet<>(List.copyOf(reaching)));
            Ranges.check("number of codes", reaching.size(), 1, MAX_CODES);
            reaching.forEach(code -> Ranges.check("code", code));
            if (!reaching.contains(wanted)) {
                throw new IllegalArgumentException("expected the wanted code among those that reach it");
            }
        }

        /**
         * The question for codes that are in one order.
         *
         * @param order all codes, the least first
         * @throws IllegalArgumentException if {@code wanted} is none of them
         */
        public static ClassAtLeast inOrder(
                Bytes subject, LicenceTypeCode type, LocalDate day, String field, String wanted, List<String> order) {
            int from = order.indexOf(wanted);
            if (from < 0) {
                throw new IllegalArgumentException("expected the wanted code in the order");
            }
            return new ClassAtLeast(
                    subject, type, day, field, wanted, new TreeSet<>(order.subList(from, order.size())));
        }

        /** The answer for a licence with these codes that is in force; any of them will do. UNKNOWN if there are none. */
        public Reply evaluate(Collection<String> held) {
            return held.isEmpty() ? Reply.UNKNOWN : Reply.of(held.stream().anyMatch(reaching::contains));
        }
    }
}
