package org.zhaoku.verifier.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;

/**
 * What surrounds the commands.
 *
 * @param in standard input
 * @param out for results
 * @param err for messages and progress
 * @param clock for the time of verification where none is given
 */
record Console(InputStream in, PrintStream out, PrintStream err, InstantSource clock) {}
