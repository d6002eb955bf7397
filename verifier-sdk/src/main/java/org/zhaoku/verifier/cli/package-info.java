/**
 * The command line of the SDK's jar, {@code java -jar zhaoku-verifier-sdk.jar}. It alone reads files and the clock; what it finds
 * is the SDK's. Nothing here is for other packages.
 */
@NullMarked
package org.zhaoku.verifier.cli;

import org.jspecify.annotations.NullMarked;
