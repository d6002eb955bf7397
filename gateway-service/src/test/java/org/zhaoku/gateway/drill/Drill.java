package org.zhaoku.gateway.drill;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.zhaoku.gateway.drill.Fault.Blow;
import org.zhaoku.gateway.drill.Fault.Scene;
import org.zhaoku.gateway.drill.Report.Round;
import reactor.core.publisher.Mono;

/** Rounds of load, fault, healing and judgement. */
final class Drill {
    private static final int BEFORE_MILLIS = 400;
    private static final int BEFORE_SPREAD = 1000;
    private static final Duration AFTER = Duration.ofMillis(800);

    private final Site site;
    private final PrintStream out;

    /** @param site that is up */
    Drill(Site site, PrintStream out) {
        this.site = site;
        this.out = out;
    }

    /**
     * Runs the rounds of a plan.
     *
     * @param plan the fault of each round
     * @param seed of all that is random in a round, with the round's number
     * @param first number of the first round to run, from 1
     */
    Report run(List<Fault> plan, long seed, int first) {
        List<Round> rounds = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        try (var oracle = new Oracle(site.network());
                var load = new Load(site.regions())) {
            var judge = new Judge(site.regions(), oracle);
            for (int number = first; number <= plan.size(); number++) {
                var scene = new Scene(site, load, new Random(seed * 1_000_003 + number));
                Round round = round(number, plan.get(number - 1), scene, judge, refusals);
                Round ended = round.with(site.awaitOrderers(oracle.height()));
                rounds.add(ended);
                out.println(ended.line());
            }
            List<String> problems = Stream.of(oracle.problems(), judge.doubled(), refusals)
                    .flatMap(List::stream)
                    .toList();
            return new Report(seed, rounds, judge.accepted(), judge.lost(), judge.twice(), problems);
        }
    }

    private static Round round(int number, Fault fault, Scene scene, Judge judge, List<String> refusals) {
        long began = System.nanoTime();
        scene.load().start();
        pause(Duration.ofMillis(BEFORE_MILLIS + scene.random().nextInt(BEFORE_SPREAD)));
        Blow blow = fault.strike().on(scene);
        pause(fault.hold());
        blow.heal().run();
        pause(AFTER);
        Load.Issued issued = scene.load().stop();
        long stopped = System.nanoTime();
        judge.await(issued.accepted());
        double quiet = seconds(stopped);
        judge.judge(issued.accepted());
        refusals.addAll(issued.refusals());
        return new Round(
                number,
                fault.name(),
                blow.subject(),
                issued.accepted().size(),
                issued.retries(),
                quiet,
                seconds(began),
                List.of());
    }

    private static void pause(Duration length) {
        Mono.delay(length).block();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
