package org.zhaoku.verifier.answer;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.zhaoku.verifier.bytes.Bytes;

/** Ranges that several records share; the messages never hold a value that may be personal. */
final class Ranges {
    private Ranges() {}

    static void check(Bytes subject, LocalDate day) {
        check("bytes of the subject's reference", subject.size(), Question.SUBJECT_LENGTH, Question.SUBJECT_LENGTH);
        check("year of the day", day.getYear(), 0, 9999);
    }

    static void check(String what, String text) {
        check("bytes of the " + what, text.getBytes(StandardCharsets.UTF_8).length, 1, Question.MAX_TEXT);
    }

    static void check(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": expected " + min + " to " + max + ", got " + value);
        }
    }
}
