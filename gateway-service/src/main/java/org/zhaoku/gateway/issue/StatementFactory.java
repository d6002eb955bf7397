package org.zhaoku.gateway.issue;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.statement.Origin;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import reactor.core.publisher.Mono;

/** Makes and signs the statement of a received licence: RECEIVED → SIGNED. */
@Component
class StatementFactory {
    /** The longest text without receipt that fits version 11 at error correction M, in characters. */
    static final int CODE_BUDGET = 366;

    private static final Logger LOG = LoggerFactory.getLogger(StatementFactory.class);

    private final Catalogue catalogue;
    private final LicenceRepository licences;
    private final DepartmentKeys keys;
    private final Ledger ledger;
    private final WorkPools pools;
    private final SecureRandom random;
    private final Set<String> overBudget = ConcurrentHashMap.newKeySet();

    private record Signed(Bytes statement, Bytes disclosures) {}

    StatementFactory(
            Catalogue catalogue,
            LicenceRepository licences,
            DepartmentKeys keys,
            Ledger ledger,
            WorkPools pools,
            SecureRandom random) {
        this.catalogue = catalogue;
        this.licences = licences;
        this.keys = keys;
        this.ledger = ledger;
        this.pools = pools;
        this.random = random;
    }

    /**
     * Signs and stores; a licence that was signed meanwhile keeps its first statement. While the department has no key that
     * signs nothing happens, and the licence waits.
     */
    Mono<Void> sign(Licence licence) {
        return pools.crypto(() -> keys.active(licence.identifier().issuer()))
                .flatMap(Mono::justOrEmpty)
                .flatMap(key -> make(licence, key))
                .flatMap(signed -> licences.signed(licence.id(), signed.statement(), signed.disclosures()));
    }

    /**
     * A licence of a draft as {@code key} signs it, which signs the batch: itself, if that is so already. Nobody has seen the
     * statement that another key signed, since it is in no stored batch.
     */
    Mono<Licence> under(SigningKey key, Licence licence, String draft) {
        Bytes statement =
                licence.statement().orElseThrow(() -> new IllegalStateException("a licence in a draft is not signed"));
        return SignedStatement.decode(statement).kid().equals(key.kid())
                ? Mono.just(licence)
                : make(licence, key)
                        .flatMap(signed ->
                                licences.signedAnew(licence.id(), draft, signed.statement(), signed.disclosures()))
                        .switchIfEmpty(Mono.error(() -> new IllegalStateException("a draft lost a licence")));
    }

    /** The licence with its statement, not stored. May block. */
    Licence signed(Licence received, LicenceType type, SigningKey key) {
        Signed signed = make(received, type, key);
        return received.signed(signed.statement(), signed.disclosures());
    }

    private Mono<Signed> make(Licence licence, SigningKey key) {
        return catalogue
                .find(licence.identifier().type(), licence.typeVersion())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("a licence's type is not in the catalogue")))
                .flatMap(type -> pools.crypto(() -> make(licence, type, key)));
    }

    private Signed make(Licence licence, LicenceType type, SigningKey key) {
        FieldTree tree = FieldTree.of(Face.all(type, licence.fields()), random);
        SignedStatement signed = SignedStatement.sign(claims(licence, type, tree), ledger.network(), key);
        watchLength(signed, type);
        return new Signed(signed.encoded(), tree.discloseAll().toCbor().encode());
    }

    /** What is signed for a licence whose fields are in {@code tree}. */
    static Statement claims(Licence licence, LicenceType type, FieldTree tree) {
        return new Statement(
                licence.identifier(),
                licence.typeVersion(),
                licence.issued(),
                licence.validFrom(),
                licence.validTo(),
                origin(licence),
                Face.of(type, licence.fields()),
                tree.size(),
                tree.root(),
                Optional.empty());
    }

    private static Origin origin(Licence licence) {
        return licence.succession()
                .map(before -> before.predecessor().isPresent() ? Origin.TRANSFER : Origin.SUCCESSOR)
                .orElse(Origin.NEW);
    }

    private void watchLength(SignedStatement signed, LicenceType type) {
        int length = new LicenceCode(signed, Optional.empty(), Optional.empty())
                .text()
                .length();
        if (length > CODE_BUDGET && overBudget.add(type.code().value())) {
            LOG.warn(
                    "codes of type {} have {} characters, {} fit version 11; they are printed larger",
                    type.code().value(),
                    length,
                    CODE_BUDGET);
        }
    }
}
