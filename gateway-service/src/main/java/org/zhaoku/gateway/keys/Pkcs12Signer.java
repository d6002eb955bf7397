package org.zhaoku.gateway.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * Keys in PKCS#12 files under {@code <data-dir>/keys}, all with one password: {@code zhaoku.p12}, made at first start, with a
 * local CA, the gateway's key and the master key of stored data; {@code checkpoint.p12} with the region's key for checkpoints, which
 * all gateways of a region share; and a file for each key of a department, so that a new key costs the same however many there
 * are, and never rewrites another. Bouncy Castle's PKCS#12 takes no secret keys, and so the master key is the
 * entry {@code master}, an SM2 key that signs nothing: the SM4 key is derived from its scalar, which has 256 bits of entropy.
 *
 * <p>Keys are decoded once and stay in memory. The start costs about 2 s, the first use of a department about 1 s. Safe for use
 * by several threads.
 */
public final class Pkcs12Signer implements Signer {
    private static final String AUTHORITY = "ca";
    private static final String REGION = "region";
    static final String MASTER = "master";
    private static final String DEPARTMENT = "department";
    private static final String CHECKPOINT = "checkpoint";
    private static final int FIRST = 1;
    /** X.520: an organisation's name has 64 characters at most. */
    private static final int MAX_NAME = 64;

    private final BouncyCastleProvider provider;
    private final LocalAuthority authority;
    private final SecureRandom random;
    private final Path directory;
    private final KeyPassword password;
    private final KeyEntry root;
    private final SigningKey region;
    private final KeyShelf<MasterKey> masters;
    private final KeyShelf<LookupKey> holders;
    private final String regionName;
    private @Nullable SigningKey checkpoint;
    private final Map<UnifiedSocialCreditCode, List<SigningKey>> departments = new ConcurrentHashMap<>();

    private Pkcs12Signer(Path directory, KeysProperties properties, Clock clock, SecureRandom random) {
        this.provider = new BouncyCastleProvider();
        this.authority = new LocalAuthority(provider, clock, random);
        this.random = random;
        this.directory = directory;
        Path path = directory.resolve("zhaoku.p12");
        this.password = KeyPassword.find(properties.password(), path, random);
        KeyFile file = Files.exists(path)
                ? KeyFile.read(path, password, provider)
                : create(KeyFile.create(path, password, provider), authority, checkName(properties.regionName()));
        this.regionName = properties.regionName();
        this.root = file.get(AUTHORITY);
        this.region = decode(file.get(REGION));
        this.masters = new MasterKeyShelf(
                file.has(MASTER) ? Optional.of(master(SecretFiles.secret(file.get(MASTER)))) : Optional.empty(),
                () -> KeyFile.read(path, password, provider),
                new SecretFiles<>(
                        directory,
                        KeyRing.Kind.MASTER.value(),
                        secrets("Zhaoku master key"),
                        this::master,
                        MasterKey::id));
        this.holders = new SecretFiles<>(
                directory,
                KeyRing.Kind.HOLDERS.value(),
                secrets("Zhaoku holder index key"),
                LookupKey::new,
                LookupKey::id);
    }

    private MasterKey master(Bytes secret) {
        return new Sm4MasterKey(secret, random);
    }

    private SecretFiles.KeyFiles secrets(String name) {
        return new SecretFiles.KeyFiles() {
            @Override
            public KeyEntry make() {
                return authority.issue(root, name, Optional.empty());
            }

            @Override
            public KeyEntry read(Path path, String alias) {
                return KeyFile.read(path, password, provider).get(alias);
            }

            @Override
            public void write(Path path, String alias, KeyEntry entry) {
                KeyFile file = KeyFile.create(path, password, provider);
                file.add(alias, entry);
                file.save();
            }
        };
    }

    /**
     * Opens the key file; makes file and password at first start.
     *
     * @throws KeyFileException if file or password cannot be used
     */
    public static Pkcs12Signer open(
            DataDirectory directory, KeysProperties properties, Clock clock, SecureRandom random) {
        return new Pkcs12Signer(directory.directory("keys"), properties, clock, random);
    }

    private static KeyFile create(KeyFile file, LocalAuthority authority, String regionName) {
        KeyEntry root = authority.create();
        file.add(AUTHORITY, root);
        file.add(REGION, authority.issue(root, regionName, Optional.empty()));
        file.add(MASTER, authority.issue(root, "Zhaoku master key", Optional.empty()));
        file.save();
        return file;
    }

    @Override
    public List<SigningKey> department(UnifiedSocialCreditCode department) {
        if (!departments.containsKey(department) && Files.exists(path(department, FIRST))) {
            return departments.computeIfAbsent(department, this::read);
        }
        return departments.getOrDefault(department, List.of());
    }

    @Override
    public SigningKey createDepartment(UnifiedSocialCreditCode department, String name) {
        return departments
                .computeIfAbsent(
                        department,
                        code -> Files.exists(path(code, FIRST)) ? read(code) : List.of(create(code, name, FIRST)))
                .get(0);
    }

    @Override
    public SigningKey addDepartmentKey(UnifiedSocialCreditCode department, String name) {
        var made = new AtomicReference<SigningKey>();
        departments.compute(department, (code, kept) -> {
            List<SigningKey> before = kept != null ? kept : Files.exists(path(code, FIRST)) ? read(code) : List.of();
            SigningKey key = create(code, name, before.size() + 1);
            made.set(key);
            return Stream.concat(before.stream(), Stream.of(key)).toList();
        });
        return Objects.requireNonNull(made.get());
    }

    @Override
    public SigningKey region() {
        return region;
    }

    // a file of its own, so that a region's other gateways can be given this key and no other
    @Override
    public synchronized SigningKey checkpoint() {
        SigningKey known = checkpoint;
        if (known == null) {
            Path path = directory.resolve("checkpoint.p12");
            known = decode(
                    Files.exists(path)
                            ? KeyFile.read(path, password, provider).get(CHECKPOINT)
                            : create(path, CHECKPOINT, regionName, Optional.empty()));
            checkpoint = known;
        }
        return known;
    }

    /** The keys that wrap the keys of stored data. */
    public KeyShelf<MasterKey> masterKeys() {
        return masters;
    }

    /** The keys under which holders are found. */
    public KeyShelf<LookupKey> holderKeys() {
        return holders;
    }

    private SigningKey create(UnifiedSocialCreditCode department, String name, int number) {
        return decode(create(path(department, number), DEPARTMENT, checkName(name), Optional.of(department.value())));
    }

    private KeyEntry create(Path path, String alias, String organisation, Optional<String> creditCode) {
        KeyEntry entry = authority.issue(root, organisation, creditCode);
        KeyFile file = KeyFile.create(path, password, provider);
        file.add(alias, entry);
        file.save();
        return entry;
    }

    private List<SigningKey> read(UnifiedSocialCreditCode department) {
        return IntStream.iterate(FIRST, number -> number + 1)
                .mapToObj(number -> path(department, number))
                .takeWhile(Files::exists)
                .map(path -> read(department, path))
                .toList();
    }

    // a file under another department's name would sign for the wrong one
    private SigningKey read(UnifiedSocialCreditCode department, Path path) {
        KeyEntry entry = KeyFile.read(path, password, provider).get(DEPARTMENT);
        if (!LocalAuthority.names(entry.certificate(), department.value())) {
            throw KeyFileException.damaged(path, new IllegalStateException("certificate of another department"));
        }
        return decode(entry);
    }

    private SigningKey decode(KeyEntry entry) {
        return new LocalSigningKey(entry.sm2Certificate(), entry.sm2Key(), random);
    }

    /** The first key's file has no number. */
    private Path path(UnifiedSocialCreditCode department, int number) {
        return directory.resolve("department-" + department.value() + (number == FIRST ? "" : "-" + number) + ".p12");
    }

    private static String checkName(String name) {
        int length = name.codePointCount(0, name.length());
        if (name.isBlank() || length > MAX_NAME) {
            throw new IllegalArgumentException(
                    "expected an organisation's name of 1 to " + MAX_NAME + " characters, got " + length);
        }
        return name;
    }
}
