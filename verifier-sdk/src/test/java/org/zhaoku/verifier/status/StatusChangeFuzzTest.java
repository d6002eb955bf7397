package org.zhaoku.verifier.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.zhaoku.verifier.bytes.Bytes;

/** What strangers hand in as a change: only the documented exceptions, and what is accepted encodes back to the same bytes. */
class StatusChangeFuzzTest {
    @FuzzTest
    void statusChange(byte[] data) {
        try {
            StatusChange change = StatusChange.decode(Bytes.of(data));
            assertThat(change.encode()).isEqualTo(Bytes.of(data));
            assertThat(change.reason().allows(change.from(), change.to())).isTrue();
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    @FuzzTest
    void signedStatusChange(byte[] data) {
        try {
            SignedStatusChange signed = SignedStatusChange.decode(Bytes.of(data));
            assertThat(signed.encoded()).isEqualTo(Bytes.of(data));
            assertThat(signed.change().encode()).isEqualTo(signed.payload());
        } catch (IllegalArgumentException e) {
            // documented
        }
    }
}
