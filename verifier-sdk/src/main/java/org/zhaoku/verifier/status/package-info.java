/**
 * States of licences, as an issuer's compressed list carries them and as a verifier asks for them.
 */
@NullMarked
package org.zhaoku.verifier.status;

import org.jspecify.annotations.NullMarked;
