package org.zhaoku.gateway.detached;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.catalogue.TypeDefinitions;
import org.zhaoku.gateway.issue.DetachedSigner;
import org.zhaoku.gateway.issue.RowResult;
import org.zhaoku.gateway.keys.DepartmentKeyFile;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.gateway.web.NdjsonLines;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import tools.jackson.databind.json.JsonMapper;

/** {@code sign batch}: checks rows, signs them, and writes the batch file that the department submits. */
final class SignBatch {
    private static final int BUFFER = 64 * 1024;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SKIP_BAD = "--skip-bad";

    private final SignOptions options;
    private final PrintStream out;
    private final Instant now;
    private final SecureRandom random = new SecureRandom();
    private final List<DetachedRow> rows = new ArrayList<>();
    private final NavigableSet<String> types = new TreeSet<>();
    private int bad;

    private SignBatch(SignOptions options, PrintStream out, Instant now) {
        this.options = options;
        this.out = out;
        this.now = now;
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, Clock clock) {
        var options = new SignOptions(
                arguments,
                environment,
                Set.of(
                        "--rows",
                        "--type",
                        "--department",
                        "--network",
                        "--region",
                        "--key",
                        "--out",
                        "--password-file"),
                Set.of("--type"),
                Set.of(SKIP_BAD));
        return new SignBatch(options, out, clock.instant()).run();
    }

    private int run() {
        Path file = options.fresh(options.path("--out"));
        UnifiedSocialCreditCode department = options.department();
        String region = options.text("--region");
        List<LicenceType> definitions =
                options.paths("--type").stream().map(SignBatch::definition).toList();
        if (definitions.stream().map(LicenceType::code).distinct().count() < definitions.size()) {
            throw new SignException(
                    SignException.Code.SIGN_OPTION_WRONG, "--type: expected one version of each type, got two of one");
        }
        SigningKey key = new DepartmentKeyFile(
                        options.path("--key"), options.password(), options.passwordSource(), random)
                .open();
        var signer = new DetachedSigner(
                department,
                definitions,
                options.network(),
                key,
                now,
                LocalDate.ofInstant(now, LicenceVerifier.ZONE),
                random);
        sign(options.path("--rows"), signer);
        if (bad > 0 && !options.has(SKIP_BAD)) {
            out.printf("{\"signed\":0,\"bad\":%d}%n", bad);
            return SignMain.BAD;
        }
        if (rows.isEmpty()) {
            throw new SignException(SignException.Code.SIGN_ROWS_WRONG, "there is no row to sign");
        }
        BatchFile batch = batch(region, department, key);
        try {
            DataDirectory.write(file, batch.encode().toArray());
        } catch (IOException e) {
            throw SignOptions.unusable(file, e);
        }
        out.printf(
                "{\"signed\":%d,\"bad\":%d,\"batch\":\"%s\"}%n",
                rows.size(), bad, batch.batch().key().hex());
        return SignMain.GOOD;
    }

    private static LicenceType definition(Path file) {
        try {
            return TypeDefinitions.decode(Bytes.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw SignOptions.unusable(file, e);
        } catch (IllegalArgumentException e) {
            throw new SignException(
                    SignException.Code.SIGN_TYPE_UNREADABLE,
                    "the file " + file + " is no definition of a type; fetch it from"
                            + " /api/v1/types/{code}/versions/{version}/definition");
        }
    }

    private void sign(Path file, DetachedSigner signer) {
        long size;
        try {
            size = Files.size(file);
        } catch (IOException e) {
            throw SignOptions.unusable(file, e);
        }
        NdjsonLines.of(
                        DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, BUFFER),
                        DetachedRow.MAX_REQUEST,
                        size)
                .toIterable()
                .forEach(line -> sign(line, signer));
    }

    private void sign(NdjsonLines.Line line, DetachedSigner signer) {
        if (rows.size() == BatchFile.MAX_LICENCES) {
            throw new SignException(
                    SignException.Code.SIGN_ROWS_WRONG,
                    "expected at most " + BatchFile.MAX_LICENCES
                            + " rows, got more; sign them as several batches, each with rows of its own");
        }
        try {
            if (line.fits() != NdjsonLines.Fit.WHOLE) {
                throw ProblemCode.BODY_TOO_LARGE.because("A row has at most " + DetachedRow.MAX_REQUEST + " bytes.");
            }
            DetachedSigner.Signed signed = signer.sign(line.content());
            types.add(signed.type().value());
            rows.add(new DetachedRow(line.number(), line.content(), signed.statement(), signed.salts()));
        } catch (ProblemException problem) {
            bad++;
            out.println(JSON.writeValueAsString(RowResult.failed(line.number(), problem)));
        }
    }

    private BatchFile batch(String region, UnifiedSocialCreditCode department, SigningKey key) {
        // the order of the rows must not be read from the tree
        Collections.shuffle(rows, random);
        TileTree tree = BatchFile.tree(rows);
        try {
            var header = new BatchHeader(
                    options.network(),
                    department,
                    region,
                    key.kid(),
                    types,
                    rows.size(),
                    tree.root(),
                    Sm3.digest(Bytes.concat(tree.tileRoots())));
            return BatchFile.seal(SignedBatch.sign(header, tree.tileRoots(), key), rows, key);
        } catch (IllegalArgumentException e) {
            throw new SignException(
                    SignException.Code.SIGN_OPTION_WRONG,
                    "expected an MSP id as --region, 64 types at most, and a file of at most " + BatchFile.MAX_SIZE
                            + " bytes; sign fewer rows at once if these are many and long");
        }
    }
}
