/**
 * The statement: the small signed core of one licence version, its field tree and its disclosures.
 */
@NullMarked
package org.zhaoku.verifier.statement;

import org.jspecify.annotations.NullMarked;
