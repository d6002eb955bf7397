package org.zhaoku.chaincode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zhaoku.chaincode.agreements.AgreementContract;
import org.zhaoku.chaincode.agreements.AgreementQueries;
import org.zhaoku.chaincode.batches.BatchContract;
import org.zhaoku.chaincode.batches.BatchQueries;
import org.zhaoku.chaincode.catalogue.CatalogueContract;
import org.zhaoku.chaincode.catalogue.CatalogueQueries;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorAccessLog;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.chaincode.command.TakeAgreementStep;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.Json;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.logs.LogContract;
import org.zhaoku.chaincode.logs.LogQueries;
import org.zhaoku.chaincode.regions.RegionContract;
import org.zhaoku.chaincode.regions.RegionQueries;
import org.zhaoku.chaincode.registry.RegistryContract;
import org.zhaoku.chaincode.registry.RegistryQueries;
import org.zhaoku.chaincode.status.StatusContract;
import org.zhaoku.chaincode.status.StatusQueries;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.ForbiddenMoveException;

/**
 * The door to the ledger's rules, for Fabric and for the embedded ledger. A transaction takes one argument, a {@link Command}
 * in CBOR, and answers with an {@link Outcome}; a query takes plain text and answers with JSON.
 */
public final class Contracts {
    private static final NavigableMap<String, Query> QUERIES = new TreeMap<>();

    static {
        QUERIES.put("ledger:about", new Query(0, (ledger, none) -> about(ledger)));
        QUERIES.put("registry:department", query(RegistryQueries::department, UnifiedSocialCreditCode::parse));
        QUERIES.put("registry:key", query(RegistryQueries::key, kid -> new KeyId(hex(kid, KeyId.LENGTH))));
        QUERIES.put("regions:all", new Query(0, (ledger, none) -> RegionQueries.all(ledger)));
        QUERIES.put("regions:get", query(RegionQueries::get, Contracts::region));
        QUERIES.put("batches:get", query(BatchQueries::get, key -> hex(key, Sm3.LENGTH)));
        QUERIES.put("batches:byRoot", query(BatchQueries::byRoot, root -> hex(root, Sm3.LENGTH)));
        QUERIES.put("status:get", licence(StatusQueries::get));
        QUERIES.put("status:binding", licence(StatusQueries::binding));
        QUERIES.put("catalogue:versions", query(CatalogueQueries::versions, LicenceTypeCode::parse));
        QUERIES.put("agreements:get", query(AgreementQueries::get, id -> hex(id, Sm3.LENGTH)));
        QUERIES.put("agreements:of", query(AgreementQueries::of, UnifiedSocialCreditCode::parse));
        QUERIES.put("logs:all", query(LogQueries::ofRegion, Contracts::region));
    }

    private Contracts() {}

    /** Whether {@code function} only reads. */
    public static boolean isQuery(String function) {
        return QUERIES.containsKey(function);
    }

    /**
     * Runs a function, transaction or query.
     *
     * @return the answer: CBOR of an {@link Outcome} for a transaction, JSON text in UTF-8 for a query
     * @throws ContractException if the call is refused; nothing was written then
     */
    public static Bytes invoke(LedgerState ledger, String function, List<Bytes> arguments) {
        return isQuery(function)
                ? query(ledger, function, arguments)
                : apply(ledger, command(function, arguments)).encode();
    }

    /**
     * Runs a query.
     *
     * @return JSON text in UTF-8; {@code null} if what was asked for is not there
     * @throws ContractException if there is no such query or its argument is malformed
     */
    public static Bytes query(LedgerView ledger, String function, List<Bytes> arguments) {
        Query query = QUERIES.get(function);
        if (query == null) {
            throw unknown();
        }
        checkCount(query.arguments, arguments);
        List<String> texts = arguments.stream()
                .map(argument -> new String(argument.toArray(), UTF_8))
                .toList();
        return Bytes.utf8(query.answer.apply(ledger, texts).toString());
    }

    /**
     * Runs a command and announces the change, if it is one. A reader replays an event by applying its command to a state of
     * its own with the event's region as caller.
     *
     * @throws ContractException if the command is refused; nothing was written then
     */
    public static Outcome apply(LedgerState ledger, Command command) {
        checkRole(ledger, command);
        Outcome outcome = run(ledger, command);
        if (outcome == Outcome.CHANGED) {
            var event = new LedgerEvent(ledger.callerRegion(), command);
            ledger.emit(event.name(), event.encode());
        }
        return outcome;
    }

    private static void checkRole(LedgerState ledger, Command command) {
        if (!ledger.callerHas(command.kind().role())) {
            throw new ContractException(
                    ErrorCode.ROLE_MISSING,
                    "expected a submitter with role " + command.kind().role() + " of region " + ledger.callerRegion()
                            + " for " + command.kind().function()
                            + ", got one without; submit it with another identity of the region");
        }
    }

    private static Outcome run(LedgerState ledger, Command command) {
        return switch (command.kind()) {
            case REGISTER_AUTHORITY -> RegistryContract.register(ledger, (RegisterAuthority) command);
            case ADD_KEY -> RegistryContract.addKey(ledger, (AddKey) command);
            case AUTHORISE_TYPE -> RegistryContract.authoriseType(ledger, (AuthoriseType) command);
            case REVOKE_TYPE -> RegistryContract.revokeType(ledger, (RevokeType) command);
            case RETIRE_KEY -> RegistryContract.retireKey(ledger, (RetireKey) command);
            case DISTRUST_KEY -> RegistryContract.distrustKey(ledger, (DistrustKey) command);
            case PUT_REGION -> RegionContract.put(ledger, (PutRegion) command);
            case ANCHOR_BATCH -> BatchContract.anchor(ledger, (AnchorBatch) command);
            case RENEW_BATCH -> StatusContract.renew(ledger, (RenewBatch) command);
            case CHANGE_STATUS -> StatusContract.change(ledger, (ChangeStatus) command);
            case PUBLISH_TYPE -> CatalogueContract.publish(ledger, (PublishType) command);
            case TAKE_AGREEMENT_STEP -> AgreementContract.take(ledger, (TakeAgreementStep) command);
            case ANCHOR_ACCESS_LOG -> LogContract.anchor(ledger, (AnchorAccessLog) command);
        };
    }

    private static Command command(String function, List<Bytes> arguments) {
        CommandKind kind = CommandKind.ofFunction(function).orElseThrow(Contracts::unknown);
        checkCount(1, arguments);
        return reading(() -> kind.decode(arguments.get(0)));
    }

    private static Json about(LedgerView ledger) {
        return Json.object()
                .put("format", Json.of(1))
                .put("network", ledger.network().name())
                .build();
    }

    private static String region(String name) {
        if (!name.matches("[A-Za-z0-9.-]{1,64}")) {
            throw new IllegalArgumentException("expected an MSP id of 1 to 64 letters, digits, dots and hyphens");
        }
        return name;
    }

    private static Bytes hex(String digits, int length) {
        if (!digits.matches("[0-9a-f]{" + 2 * length + "}")) {
            throw new IllegalArgumentException("expected " + 2 * length + " hexadecimal digits in lower case, got "
                    + digits.length() + " characters");
        }
        return Bytes.fromHex(digits);
    }

    private static <T> Query query(BiFunction<LedgerView, T, Json> answer, Function<String, T> read) {
        return new Query(1, (ledger, texts) -> answer.apply(ledger, reading(() -> read.apply(texts.get(0)))));
    }

    private static Query licence(LicenceQuery answer) {
        return new Query(2, (ledger, texts) -> {
            UnifiedSocialCreditCode department = reading(() -> UnifiedSocialCreditCode.parse(texts.get(0)));
            return answer.of(ledger, department, reading(() -> hex(texts.get(1), Sm3.LENGTH)));
        });
    }

    private static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (ForbiddenMoveException e) {
            throw new ContractException(
                    ErrorCode.STATUS_MOVE_FORBIDDEN, e.getMessage() + "; see chaincode/README.md for the moves");
        } catch (IllegalArgumentException e) {
            throw new ContractException(
                    ErrorCode.ARGUMENT_MALFORMED, e.getMessage() + "; see chaincode/README.md for the arguments");
        }
    }

    private static void checkCount(int expected, List<Bytes> arguments) {
        if (arguments.size() != expected) {
            throw new ContractException(
                    ErrorCode.ARGUMENT_MALFORMED, "expected " + expected + " argument(s), got " + arguments.size());
        }
    }

    private static ContractException unknown() {
        String functions = Stream.concat(
                        QUERIES.keySet().stream(),
                        Stream.of(CommandKind.values()).map(CommandKind::function))
                .sorted()
                .collect(Collectors.joining(", "));
        return new ContractException(
                ErrorCode.FUNCTION_UNKNOWN, "expected one of " + functions + ", got another; compare the versions");
    }

    private interface LicenceQuery {
        Json of(LedgerView ledger, UnifiedSocialCreditCode department, Bytes statement);
    }

    private record Query(int arguments, BiFunction<LedgerView, List<String>, Json> answer) {}
}
