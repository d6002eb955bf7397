package org.zhaoku.gateway.keys;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * The key of a department in a PKCS#12 file of its own, on a machine where no gateway is. The file has the form of those that a
 * gateway keeps for its departments.
 */
public final class DepartmentKeyFile {
    private static final String ALIAS = "department";

    private final Path file;
    private final KeyPassword password;
    private final BouncyCastleProvider provider = new BouncyCastleProvider();
    private final SecureRandom random;

    /**
     * @param password of the file
     * @param source where the password came from, for messages
     */
    public DepartmentKeyFile(Path file, String password, String source, SecureRandom random) {
        this.file = file;
        this.password = new KeyPassword(password, source);
        this.random = random;
    }

    /**
     * Makes a key with a certificate that it signs itself, valid for 5 years, and writes it with mode 600; what was in the file is
     * gone.
     *
     * @param name of the department, 1 to 64 characters
     * @throws KeyFileException {@code KEYS_NOT_STORED} if the file cannot be written
     */
    public SigningKey create(UnifiedSocialCreditCode department, String name, Clock clock) {
        KeyEntry entry = new LocalAuthority(provider, clock, random).selfSigned(name, department.value());
        KeyFile made = KeyFile.create(file, password, provider);
        made.add(ALIAS, entry);
        made.save();
        return decode(entry);
    }

    /** @throws KeyFileException if file or password cannot be used */
    public SigningKey open() {
        return decode(KeyFile.read(file, password, provider).get(ALIAS));
    }

    private SigningKey decode(KeyEntry entry) {
        return new LocalSigningKey(entry.sm2Certificate(), entry.sm2Key(), random);
    }
}
