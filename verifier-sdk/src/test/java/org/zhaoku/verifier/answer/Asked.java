package org.zhaoku.verifier.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;

/** Questions, who asks them and who answers. */
final class Asked {
    static final Instant TIME = World.NOW;
    static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    static final Bytes SUBJECT = Bytes.fromHex("5a".repeat(32));
    static final Bytes NONCE = Bytes.fromHex("00112233445566778899aabbccddeeff");
    static final LicenceTypeCode TYPE = new LicenceTypeCode(Samples.TYPE);
    static final String CALLER = Samples.OTHER_ISSUER;
    static final String PURPOSE = "租车";

    static final Question HOLDS = new Question.HoldsLicence(SUBJECT, TYPE, DAY);
    static final Question ADULT = new Question.AgeReached(SUBJECT, TYPE, DAY, "birth", 18);
    static final Question C1 = Question.ClassAtLeast.inOrder(
            SUBJECT, TYPE, DAY, "class", "C1", List.of("C2", "C1", "B2", "B1", "A2", "A1"));

    static final Department GATEWAY = Department.of("RegionA", 5);
    static final Department STRANGER = Department.of("RegionZ", 6);
    static final Function<KeyId, Optional<Sm2PublicKey>> GATEWAYS =
            kid -> kid.equals(GATEWAY.kid()) ? Optional.of(GATEWAY.key().publicKey()) : Optional.empty();

    static final Request REQUEST = new Request(HOLDS, NONCE);
    static final Answer YES = answer(REQUEST, CALLER, PURPOSE, Reply.YES, 300);
    static final AnswerCheck CHECK = new AnswerCheck(World.NETWORK, REQUEST, CALLER, PURPOSE, Duration.ofSeconds(30));

    private Asked() {}

    static Answer answer(Request request, String caller, String purpose, Reply reply, int lifetime) {
        return new Answer(request.digest(), caller, purpose, reply, TIME, lifetime);
    }
}
