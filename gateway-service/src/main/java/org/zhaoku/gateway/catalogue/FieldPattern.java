package org.zhaoku.gateway.catalogue;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;

/**
 * The form of a text as a regular expression: what ECMA-262, Java and RE2 read alike, so that the JSON Schema view says the same as
 * the gateway. Matched by RE2/J in linear time: a publisher cannot hold up the gateway with an expression.
 *
 * <p>Literal characters, {@code .}, {@code \d \D \w \W}, escaped punctuation, classes without nesting, groups {@code (…)} and {@code
 * (?:…)}, {@code |}, and the quantifiers {@code * + ? {n} {n,} {n,m}}. It always is for the whole text.
 */
public final class FieldPattern {
    /** The longest expression, in characters. */
    static final int MAX_LENGTH = 200;

    private static final int MAX_KEPT = 10_000;
    /** The most steps of an expression with its repetitions written out. */
    private static final int MAX_STEPS = 2000;

    private static final java.util.regex.Pattern TOKEN =
            java.util.regex.Pattern.compile("\\G(?:[^\\\\\\[\\]{}()|.?*+^$\\p{Cntrl}\\p{Cs}]"
                    + "|\\\\[dDwW\\\\\\[\\]{}()|.?*+^$]"
                    + "|\\."
                    + "|\\[\\^?(?:[^\\[\\]\\\\&^~\\p{Cntrl}\\p{Cs}]|\\\\[\\\\\\[\\]^-]|\\\\[dw](?!-(?!\\])))+\\]"
                    + "|\\((?:\\?:|(?!\\?))|\\)|\\|"
                    + "|[*+?]|\\{([0-9]{1,3})(?:,([0-9]{0,3}))?\\})");
    private static final Map<String, Pattern> KEPT = new ConcurrentHashMap<>();

    private FieldPattern() {}

    /**
     * Checks an expression.
     *
     * @throws IllegalArgumentException if it is too long or not of the language above
     */
    static String checked(String expression) {
        if (expression.isEmpty() || expression.length() > MAX_LENGTH || steps(expression) > MAX_STEPS) {
            throw new IllegalArgumentException("too long");
        }
        try {
            Pattern.compile(expression);
            java.util.regex.Pattern.compile(expression);
        } catch (PatternSyntaxException | java.util.regex.PatternSyntaxException e) {
            throw new IllegalArgumentException("no expression", e);
        }
        return expression;
    }

    /** Counts the steps, so that {@code (a{999}){999}} is not compiled. */
    private static long steps(String expression) {
        Matcher token = TOKEN.matcher(expression);
        Deque<Long> outer = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        int end = 0;
        while (token.find()) {
            end = token.end();
            if (token.group(1) != null) {
                String most = token.group(2) == null || token.group(2).isEmpty() ? token.group(1) : token.group(2);
                long repeated = last * Math.max(1, Integer.parseInt(most));
                sum += repeated - last;
                last = repeated;
            } else if (token.group().startsWith("(")) {
                outer.push(sum);
                sum = 0;
                last = 0;
            } else if (token.group().equals(")") && !outer.isEmpty()) {
                last = sum + 1;
                sum = outer.pop() + last;
            } else {
                last = 1;
                sum++;
            }
        }
        if (end < expression.length()) {
            throw new IllegalArgumentException("not portable");
        }
        return sum;
    }

    /** Whether the whole text has the form of a published expression. */
    public static boolean matches(String expression, String text) {
        Pattern kept = KEPT.get(expression);
        if (kept == null) {
            kept = Pattern.compile(expression);
            if (KEPT.size() < MAX_KEPT) {
                KEPT.put(expression, kept);
            }
        }
        return kept.matches(text);
    }
}
