package org.zhaoku.chaincode.command;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;

/**
 * Writes the submitting region's entry in the directory, whole. CBOR: {1: 1, 2: version, 3: name, 4: [base URLs], 5: [gateway
 * keys], 6: checkpoint key}, each key as [certificate, proof].
 *
 * @param version 1 for the first entry, then one more each time, up to 2³¹−1
 * @param name public name, 1 to 100 characters, no control characters, no blank at the ends
 * @param baseUrls of its gateways, the preferred first; 1 to {@link #MAX_URLS}, no two the same, {@code https} with a host name
 *     in lower case, perhaps a port and a path, no {@code /} at the end, at most {@link #MAX_URL} characters
 * @param gatewayKeys with which its gateways sign, 1 to {@link #MAX_KEYS}, strictly ascending by kid
 * @param checkpointKey with which it signs checkpoints
 */
public record PutRegion(
        int version, String name, List<String> baseUrls, List<RegionKey> gatewayKeys, RegionKey checkpointKey)
        implements Command {
    /** The most base URLs. */
    public static final int MAX_URLS = 8;
    /** The longest base URL, in characters. */
    public static final int MAX_URL = 200;
    /** The most gateway keys. */
    public static final int MAX_KEYS = 16;

    private static final Pattern URL = Pattern.compile(
            "https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?" + "(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

    /** @throws IllegalArgumentException if a part is out of its range or order */
    public PutRegion {
        baseUrls = List.copyOf(baseUrls);
        gatewayKeys = List.copyOf(gatewayKeys);
        PublicName.check("region", name);
        if (version < 1) {
            throw new IllegalArgumentException("expected a version from 1, got " + version);
        }
        if (!areBaseUrls(baseUrls)) {
            throw new IllegalArgumentException("expected 1 to " + MAX_URLS
                    + " different base URLs such as https://gateway.example:8443/zhaoku, got " + baseUrls.size());
        }
        var kids = gatewayKeys.stream().map(RegionKey::kid).toList();
        if (gatewayKeys.isEmpty()
                || gatewayKeys.size() > MAX_KEYS
                || !List.copyOf(new TreeSet<>(kids)).equals(kids)
                || kids.contains(checkpointKey.kid())) {
            throw new IllegalArgumentException("expected 1 to " + MAX_KEYS
                    + " gateway keys, strictly ascending by kid, and another key for checkpoints, got "
                    + gatewayKeys.size());
        }
    }

    /** Whether these may stand in an entry. */
    public static boolean areBaseUrls(List<String> urls) {
        return !urls.isEmpty()
                && urls.size() <= MAX_URLS
                && urls.stream().distinct().count() == urls.size()
                && urls.stream()
                        .allMatch(url ->
                                url.length() <= MAX_URL && URL.matcher(url).matches());
    }

    static PutRegion read(CborMapReader map) {
        return new PutRegion(
                (int) map.number(2, 1, Integer.MAX_VALUE),
                map.text(3),
                CborReads.array("base URLs", map.get(4), 1, MAX_URLS).stream()
                        .map(url -> CborReads.text("base URL", url))
                        .toList(),
                CborReads.array("gateway keys", map.get(5), 1, MAX_KEYS).stream()
                        .map(RegionKey::of)
                        .toList(),
                RegionKey.of(map.get(6)));
    }

    /** The entry that {@code encoded} holds: the argument's bytes are also the ledger's. */
    public static PutRegion decode(Bytes encoded) {
        return (PutRegion) CommandKind.PUT_REGION.decode(encoded);
    }

    @Override
    public CommandKind kind() {
        return CommandKind.PUT_REGION;
    }

    @Override
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(version))
                .put(3, Cbor.of(name))
                .put(4, Cbor.array(baseUrls.stream().map(Cbor::of).toList()))
                .put(5, Cbor.array(gatewayKeys.stream().map(RegionKey::toCbor).toList()))
                .put(6, checkpointKey.toCbor())
                .build()
                .encode();
    }
}
