package org.zhaoku.verifier.conformance;

import com.upokecenter.cbor.CBORObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.CosignedCheckpoint;

/** Puts the cases to an implementation: this SDK, or any command that reads questions and writes answers as lines of JSON. */
public final class ConformanceRunner {
    private static final Path CASES = Path.of("src/test/resources/vectors/conformance/cases.jsonl");
    private static final long SECONDS = 60;

    private ConformanceRunner() {}

    /** Something that answers. */
    interface Implementation {
        /** @throws IOException if there is no answer */
        Answer answer(CBORObject question) throws IOException;
    }

    /** A case that was answered in another way than is expected. */
    record Failure(String id, String expected, String got, String what) {
        @Override
        public String toString() {
            return "%-32s | %-44s | %-44s | %s".formatted(id, expected, got, what);
        }
    }

    static List<Failure> run(List<String> cases, Implementation implementation) {
        List<Failure> failures = new ArrayList<>();
        for (String json : cases) {
            CaseFile.Line line = CaseFile.Line.of(json);
            String got;
            try {
                Answer answer = implementation.answer(line.question());
                if (answer.equals(line.expected())) {
                    continue;
                }
                got = answer.toString();
            } catch (IOException | RuntimeException e) {
                got = "no answer: " + e.getMessage();
            }
            failures.add(new Failure(
                    line.id(),
                    line.expected().toString(),
                    got,
                    line.question().get("what").AsString()));
        }
        return failures;
    }

    /** This SDK. */
    static Answer sdk(CBORObject question) {
        return Sdk.answer(Case.of(question));
    }

    /** This SDK with a store that remembers nothing, to see that the cases find it. */
    static Answer forgetful(CBORObject question) {
        return Sdk.answer(Case.of(question), new CheckpointStore() {
            @Override
            public Optional<CosignedCheckpoint> last(Network network) {
                return Optional.empty();
            }

            @Override
            public void save(CosignedCheckpoint checkpoint) {
                checkpoint.messages().forEach(SignedCheckpoint::kid);
            }
        });
    }

    /** A process that gets one question and gives one answer at a time. */
    record Command(Process process, BufferedWriter questions, BufferedReader answers) implements Implementation {
        static Command start(String command) throws IOException {
            Process process = new ProcessBuilder("sh", "-c", command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Command(
                    process, process.outputWriter(StandardCharsets.UTF_8), process.inputReader(StandardCharsets.UTF_8));
        }

        @Override
        public Answer answer(CBORObject question) throws IOException {
            questions.write(question.ToJSONString());
            questions.write('\n');
            questions.flush();
            CompletableFuture<Optional<String>> line = CompletableFuture.supplyAsync(this::line);
            try {
                return Answer.of(CBORObject.FromJSONString(line.get(SECONDS, TimeUnit.SECONDS)
                        .orElseThrow(() -> new IOException("the command has ended"))));
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                process.destroy();
                throw new IOException("none within " + SECONDS + " seconds", e);
            }
        }

        private Optional<String> line() {
            try {
                return Optional.ofNullable(answers.readLine());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Prints all failures, one in each line, and ends with 1 if there are any.
     *
     * @param arguments none for this SDK, {@code --forgetful}, or {@code --command} and a command for the shell
     */
    public static void main(String[] arguments) throws IOException {
        List<String> cases = Files.readAllLines(CASES);
        Implementation implementation = implementation(arguments);
        List<Failure> failures = run(cases, implementation);
        failures.forEach(System.out::println);
        System.out.println(cases.size() - failures.size() + " of " + cases.size() + " cases answered as expected");
        if (implementation instanceof Command command) {
            command.process().destroy();
        }
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static Implementation implementation(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            return ConformanceRunner::sdk;
        }
        if (arguments.length == 2 && arguments[0].equals("--command")) {
            return Command.start(arguments[1]);
        }
        if (arguments.length == 1 && arguments[0].equals("--forgetful")) {
            return ConformanceRunner::forgetful;
        }
        throw new IllegalArgumentException("expected nothing, --forgetful, or --command and a command");
    }
}
