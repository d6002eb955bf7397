package org.zhaoku.gateway.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;

/**
 * Keys of departments and checkpoints in a signing service, which makes and never shows them. The gateway's own key stays in its
 * file: it says which gateway speaks, and each has its own. Which keys there are is asked again after {@value #KNOWN_SECONDS} s,
 * since another gateway may have had one made; while the service does not answer, what is known holds.
 */
final class RemoteSigner implements Signer {
    static final String CHECKPOINT = "checkpoint";
    private static final int KNOWN_SECONDS = 30;
    private static final Duration KNOWN = Duration.ofSeconds(KNOWN_SECONDS);

    private final Signer files;
    private final SigningService service;
    private final RemoteSignerProperties.Input input;
    private final Clock clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private record Held(List<SigningKey> keys, Instant readAt) {}

    RemoteSigner(Signer files, SigningService service, RemoteSignerProperties.Input input, Clock clock) {
        this.files = files;
        this.service = service;
        this.input = input;
        this.clock = clock;
    }

    @Override
    public List<SigningKey> department(UnifiedSocialCreditCode department) {
        return known(department.value(), naming(department));
    }

    @Override
    public SigningKey createDepartment(UnifiedSocialCreditCode department, String name) {
        return first(department.value(), name, naming(department));
    }

    @Override
    public SigningKey addDepartmentKey(UnifiedSocialCreditCode department, String name) {
        int number = read(department.value(), naming(department)).size() + 1;
        return create(department.value(), name, number, naming(department));
    }

    @Override
    public SigningKey region() {
        return files.region();
    }

    @Override
    public SigningKey checkpoint() {
        return first(CHECKPOINT, "Zhaoku checkpoints", subject -> true);
    }

    private SigningKey first(String owner, String name, Predicate<X500Name> right) {
        List<SigningKey> keys = known(owner, right);
        if (keys.isEmpty()) {
            keys = read(owner, right);
        }
        return keys.isEmpty() ? create(owner, name, 1, right) : keys.get(0);
    }

    // one that another gateway had made in between is as good
    private SigningKey create(String owner, String name, int number, Predicate<X500Name> right) {
        service.create(owner, name, number);
        List<SigningKey> keys = read(owner, right);
        if (keys.size() < number) {
            throw SigningServiceException.wrongAnswer("a key that was made is not among the owner's");
        }
        return keys.get(number - 1);
    }

    private List<SigningKey> known(String owner, Predicate<X500Name> right) {
        @Nullable Held last = held.get(owner);
        if (last != null && clock.instant().isBefore(last.readAt().plus(KNOWN))) {
            return last.keys();
        }
        try {
            return read(owner, right);
        } catch (SigningServiceException e) {
            return Optional.ofNullable(last).map(Held::keys).orElseThrow(() -> e);
        }
    }

    private List<SigningKey> read(String owner, Predicate<X500Name> right) {
        List<SigningKey> keys =
                service.keys(owner).stream().map(key -> decode(key, right)).toList();
        held.put(owner, new Held(keys, clock.instant()));
        return keys;
    }

    private SigningKey decode(SigningService.Key key, Predicate<X500Name> right) {
        try {
            byte[] der = Base64.getDecoder().decode(key.certificate());
            var certificate = Sm2Certificate.of(Bytes.of(der));
            // a certificate of another would sign for the wrong one
            if (!right.test(Certificate.getInstance(der).getSubject())) {
                throw SigningServiceException.wrongAnswer("the certificate of key " + key.id() + " is another owner's");
            }
            return new RemoteSigningKey(key.id(), certificate, service, input);
        } catch (IllegalArgumentException e) {
            throw SigningServiceException.wrongAnswer("key " + key.id() + " has no SM2 certificate", e);
        }
    }

    private static Predicate<X500Name> naming(UnifiedSocialCreditCode department) {
        return subject -> LocalAuthority.names(subject, department.value());
    }
}
