package org.zhaoku.verifier.trust;

import org.zhaoku.verifier.pki.Sm2Certificate;

/**
 * A registered key.
 *
 * @param authority whose key it is
 * @param certificate the key
 */
public record TrustedKey(TrustedAuthority authority, Sm2Certificate certificate) {}
