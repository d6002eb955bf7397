package org.zhaoku.gateway.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * This gateway's name among those that share a database: made at random at first start and kept in {@code <data-dir>/gateway-id}.
 * A copy of a data directory must not run beside the original.
 *
 * @param value 16 hexadecimal digits
 */
public record GatewayId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");
    private static final int BYTES = 8;

    /** @throws StoreException {@code GATEWAY_ID_DAMAGED} if it has another form */
    public GatewayId {
        if (!FORM.matcher(value).matches()) {
            throw new StoreException(
                    "GATEWAY_ID_DAMAGED",
                    "the file gateway-id does not hold 16 hexadecimal digits; restore it from a backup");
        }
    }

    /** The id of the gateway to which this directory belongs. */
    public static GatewayId of(DataDirectory directory, SecureRandom random) {
        Path file = directory.path().resolve("gateway-id");
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[BYTES];
                random.nextBytes(bytes);
                DataDirectory.write(file, HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
            }
            return new GatewayId(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            throw DataDirectory.unusable(file, e);
        }
    }
}
