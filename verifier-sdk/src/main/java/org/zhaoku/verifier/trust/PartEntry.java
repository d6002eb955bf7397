package org.zhaoku.verifier.trust;

import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.RecordLog;
import org.zhaoku.verifier.sm.Sm3;

/**
 * What the manifest says of one part.
 *
 * @param name the part's name, for example {@code tiles/11440300000000019K}
 * @param version size of the record log at which the part last changed, 1 up to the checkpoint's
 * @param length of the part in bytes, 1 to {@link TrustBundle#MAX_FILE}
 * @param digest SM3 of the part, 32 bytes
 */
public record PartEntry(String name, long version, int length, Bytes digest) {
    /** @throws IllegalArgumentException if a part is out of its range */
    public PartEntry {
        if (!PartName.parse(name).toString().equals(name)) {
            throw new CborException("expected the name of a part in its one form");
        }
        if (version < 1 || version > RecordLog.MAX_SIZE || length < 1 || length > TrustBundle.MAX_FILE) {
            throw new CborException("expected a version and a length of part " + name + " within their ranges, got "
                    + version + " and " + length);
        }
        if (digest.size() != Sm3.LENGTH) {
            throw new CborException("expected a digest of 32 bytes of part " + name);
        }
    }

    static PartEntry of(PartName name, long version, Bytes content) {
        return new PartEntry(name.toString(), version, content.size(), Sm3.digest(content));
    }

    /** The department whose part it is; empty for {@code registry} and {@code types}. */
    public Optional<UnifiedSocialCreditCode> department() {
        return PartName.parse(name).department();
    }

    /** Where a server keeps the part as a file of its own. */
    public String path() {
        return "parts/" + digest.hex();
    }

    boolean matches(Bytes content) {
        return content.size() == length && Sm3.digest(content).equals(digest);
    }

    Cbor toCbor() {
        return Cbor.array(Cbor.of(name), Cbor.of(version), Cbor.of(length), Cbor.of(digest));
    }

    static PartEntry of(Cbor item) {
        List<Cbor> items = CborReads.array("part", item, 4, 4);
        return new PartEntry(
                CborReads.text("name of the part", items.get(0)),
                CborReads.number("version of the part", items.get(1), 1, RecordLog.MAX_SIZE),
                (int) CborReads.number("length of the part", items.get(2), 1, TrustBundle.MAX_FILE),
                CborReads.bytes("digest of the part", items.get(3), Sm3.LENGTH));
    }
}
