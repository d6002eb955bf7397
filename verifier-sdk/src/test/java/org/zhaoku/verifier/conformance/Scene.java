package org.zhaoku.verifier.conformance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.presentation.HolderKey;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.Origin;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.testing.World.Anchored;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.CertifiedKey;
import org.zhaoku.verifier.trust.TypeRight;

/** The ledger on which the cases take place. */
final class Scene {
    static final World WORLD = new World();
    static final Department DEPARTMENT = WORLD.department;
    /** Tile 0, five licences; then tiles 1 (full) and 2 (four). */
    static final List<Anchored> FEW = WORLD.issue(5);

    static final List<Anchored> MANY = WORLD.issue(260);
    static final Anchored LICENCE = FEW.get(2);
    static final Anchored SUSPENDED = MANY.get(1);
    static final Anchored ENDED = MANY.get(2);
    static final Anchored SUPERSEDED = MANY.get(3);
    static final Anchored DISPUTED = MANY.get(4);
    /** From tile 3 on one licence in each tile. */
    static final Anchored OTHER_TYPE =
            anchored(Samples.statement(Samples.ISSUER, Samples.OTHER_TYPE, "1", Samples.fields(0)));

    static final Anchored OTHER_ISSUER =
            anchored(Samples.statement(Samples.OTHER_ISSUER, Samples.TYPE, "1", Samples.fields(0)));
    static final Anchored SUCCESSOR = anchored(changed("S1", Origin.SUCCESSOR, Optional.empty()));
    static final Anchored TRANSFER = anchored(changed("T1", Origin.TRANSFER, Optional.empty()));
    static final Anchored BOUND_SUCCESSOR = anchored(changed("S2", Origin.SUCCESSOR, Optional.empty()));
    static final Anchored BOUND_TRANSFER = anchored(changed("T2", Origin.TRANSFER, Optional.empty()));
    static final Department HOLDER = Department.of("holder", 21);
    static final Department OTHER_HOLDER = Department.of("holder", 22);
    /** Tied to the key of {@link #HOLDER}. */
    static final Anchored HELD = anchored(changed("H1", Origin.NEW, Optional.of(HOLDER)));

    static final Anchored OTHER_HELD = anchored(changed("H2", Origin.NEW, Optional.of(OTHER_HOLDER)));
    /** Holds claim 32, which a reader ignores. */
    static final Anchored RESERVED = WORLD.anchor(SignedStatement.decode(Raw.statement(
            Raw.deflate(withClaim(Raw.claims(LICENCE.statement()), 32, Cbor.array(Cbor.of("later")))), DEPARTMENT)));

    static final Bytes ANCHORS = World.anchors(World.NETWORK).encode();
    /** Before anything was revoked. */
    static final Bytes BEFORE = bundle(world -> world.size = 6, World.BUNDLE_ISSUED.minusSeconds(86_400));

    static final Bytes BUNDLE = changes();

    private Scene() {}

    private static Anchored anchored(Statement statement) {
        return WORLD.anchor(World.sign(statement, DEPARTMENT));
    }

    private static Bytes changes() {
        WORLD.statuses.put(SUSPENDED.receipt().number(), StatusValue.SUSPENDED);
        WORLD.statuses.put(ENDED.receipt().number(), StatusValue.ENDED);
        WORLD.statuses.put(SUPERSEDED.receipt().number(), StatusValue.SUPERSEDED);
        WORLD.disputed.add(DISPUTED.receipt().number());
        WORLD.bound.addAll(Set.of(
                BOUND_SUCCESSOR.receipt().number(), BOUND_TRANSFER.receipt().number()));
        return WORLD.bundleFile(World.NETWORK);
    }

    static Statement changed(String serial, Origin origin, Optional<Department> holder) {
        Statement sample = Samples.statement(serial, Samples.fields(0));
        return new Statement(
                sample.identifier(),
                1,
                sample.issued(),
                sample.validFrom(),
                sample.validTo(),
                origin,
                sample.face(),
                sample.fieldCount(),
                sample.fieldRoot(),
                holder.map(each -> new HolderKey(each.key().publicKey()).thumbprint()));
    }

    /** A licence that was issued, and is not anchored, with other days. */
    static Statement dated(String first, String last) {
        Statement sample = Samples.statement("D1", Samples.fields(0));
        return new Statement(
                sample.identifier(),
                1,
                sample.issued(),
                LocalDate.parse(first),
                Optional.of(LocalDate.parse(last)),
                sample.origin(),
                sample.face(),
                sample.fieldCount(),
                sample.fieldRoot(),
                Optional.empty());
    }

    static Bytes withClaim(Bytes claims, long key, Cbor value) {
        var map = Cbor.map();
        ((Cbor.Map) Cbor.decode(claims)).entries().values().forEach(each -> {
            if (!each.key().equals(Cbor.of(key))) {
                map.put(each.key(), each.value());
            }
        });
        return map.put(key, value).build().encode();
    }

    /** The bundle of a ledger that differs a little. */
    static Bytes bundle(Consumer<World> change, Instant time) {
        CertifiedKey key = WORLD.departmentKey;
        List<TypeRight> rights = WORLD.rights;
        long size = WORLD.size;
        change.accept(WORLD);
        BundleDraft draft = WORLD.draft(World.NETWORK);
        Bytes file = draft.file(WORLD.cosign(draft, time, World.REGIONS.subList(0, 2)));
        WORLD.departmentKey = key;
        WORLD.rights = rights;
        WORLD.size = size;
        return file;
    }

    static Bytes bundle(Consumer<World> change) {
        return bundle(change, World.BUNDLE_ISSUED);
    }

    static Consumer<World> key(OptionalLong retired, OptionalLong distrusted) {
        return world -> world.departmentKey = new CertifiedKey(
                DEPARTMENT.certificate().der(), DEPARTMENT.certificate().publicKey(), retired, distrusted);
    }

    /** With receipts of somebody else, disclosures, or neither. */
    static LicenceCode code(Anchored licence, Optional<TileReceipt> receipt, Optional<Disclosures> fields) {
        return new LicenceCode(licence.statement(), receipt, fields);
    }

    static LicenceCode bare(Anchored licence) {
        return code(licence, Optional.empty(), Optional.empty());
    }

    static Disclosures fields(Anchored licence, int... numbers) {
        var wanted = new TreeSet<Integer>();
        for (int number : numbers) {
            wanted.add(number);
        }
        return licence.fields().disclose(wanted);
    }

    static Case of(String group, String id, String what, Case.Shown shown, String expected) {
        return new Case(
                id, group, what, ANCHORS, List.of(Case.Step.bundle(BUNDLE)), shown, World.NOW, Map.of(), expected);
    }

    static Case text(String group, String id, String what, String text, String expected) {
        return of(group, id, what, new Case.Shown(List.of(text), Optional.empty()), expected);
    }

    static Case code(String group, String id, String what, LicenceCode code, String expected) {
        return text(group, id, what, code.text(), expected);
    }

    static Case file(String group, String id, String what, Bytes file, String expected) {
        return of(group, id, what, new Case.Shown(List.of(), Optional.of(file)), expected);
    }

    static Network elsewhere() {
        return new Network("elsewhere");
    }
}
