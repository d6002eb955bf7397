package org.zhaoku.gateway.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs faults without their messages: a message may hold what a caller sent, and that may be personal. Class names and stack
 * frames are our own words.
 */
public final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);
    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 40;

    private Incidents() {}

    /** Logs the fault and returns the incident's number. */
    public static String record(Throwable error) {
        // not a secret, and drawn on event loops, where SecureRandom would block
        String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        LOG.error("incident {}: {}", number, describe(error));
        return number;
    }

    /** Classes and frames of a fault and its causes, without any message. */
    public static String describe(Throwable error) {
        var out = new StringBuilder();
        Throwable each = error;
        for (int depth = 0; each != null && depth < MAX_CAUSES; depth++) {
            out.append(depth == 0 ? "" : "\n caused by ").append(each.getClass().getName());
            StackTraceElement[] frames = each.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
                out.append("\n  at ").append(frames[i]);
            }
            each = each.getCause();
        }
        return out.toString();
    }
}
