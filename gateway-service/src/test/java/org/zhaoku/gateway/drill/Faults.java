package org.zhaoku.gateway.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zhaoku.gateway.drill.Fault.Blow;
import org.zhaoku.gateway.drill.Fault.Scene;
import org.zhaoku.gateway.drill.Fault.Strike;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.licence.LicenceState;

/** All faults. Each is one that the network must bear: one owner of four, one region of three. */
final class Faults {
    private static final Duration SHORT = Duration.ofSeconds(3);
    /** Longer than the followers wait for their leader. */
    private static final Duration LONG = Duration.ofSeconds(6);

    private static final Fault LEADER_KILLED =
            process("leader-killed", "the leading orderer is killed", LONG, "KILL", scene -> leader(scene));
    private static final Fault FOLLOWER_HUNG = process(
            "follower-hung", "a following orderer lies silent", SHORT, "STOP", scene -> pick(scene, followers(scene)));
    private static final Fault OTHER_PEER_KILLED = process(
            "other-peer-killed", "the peer of a region without a gateway is killed", SHORT, "KILL", s -> "peer-c");
    private static final Fault CHAINCODE_KILLED = process(
            "chaincode-killed", "a region's chaincode is killed", SHORT, "KILL", scene -> "chaincode-" + letter(scene));
    private static final Fault GATEWAY_KILLED =
            gateway("gateway-killed", "a gateway is killed at any moment", LicenceState.RECEIVED);
    private static final Fault GATEWAY_CUT =
            new Fault("gateway-cut", "a region's gateways are cut off from every peer, silently", SHORT, scene -> {
                Region region = pick(scene, scene.site().regions());
                region.cut();
                return new Blow("region " + region.letter(), region::heal);
            });

    static final List<Fault> ALL = List.of(
            process(
                    "gateway-peer-killed",
                    "the peer of a region with gateways is killed",
                    SHORT,
                    "KILL",
                    scene -> "peer-" + pick(scene, scene.site().regions()).letter()),
            process(
                    "gateway-peer-hung",
                    "the peer of a region with gateways hangs",
                    SHORT,
                    "STOP",
                    scene -> "peer-" + pick(scene, scene.site().regions()).letter()),
            OTHER_PEER_KILLED,
            process("other-peer-hung", "the peer of a region without a gateway hangs", SHORT, "STOP", s -> "peer-c"),
            LEADER_KILLED,
            process("leader-hung", "the leading orderer hangs", LONG, "STOP", scene -> leader(scene)),
            process(
                    "follower-killed",
                    "a following orderer is killed",
                    SHORT,
                    "KILL",
                    scene -> pick(scene, followers(scene))),
            FOLLOWER_HUNG,
            CHAINCODE_KILLED,
            process(
                    "chaincode-hung",
                    "a region's chaincode hangs",
                    SHORT,
                    "STOP",
                    scene -> "chaincode-" + letter(scene)),
            GATEWAY_KILLED,
            gateway("gateway-killed-signed", "a gateway is killed when a licence is signed", LicenceState.SIGNED),
            gateway("gateway-killed-anchoring", "a gateway is killed when a batch is stored", LicenceState.ANCHORING),
            gateway("gateway-killed-in-force", "a gateway is killed when a batch completes", LicenceState.IN_FORCE),
            new Fault("gateway-hung", "a gateway hangs", SHORT, scene -> {
                Region region = pick(scene, scene.site().regions());
                GatewayProcess gateway = pick(scene, region.gateways());
                gateway.signal("STOP");
                return new Blow(named(region, gateway), () -> gateway.signal("CONT"));
            }),
            GATEWAY_CUT,
            new Fault(
                    "region-cut",
                    "peer, chaincode and orderer of a region are stopped: a cut",
                    LONG,
                    scene -> region(scene, "STOP")),
            new Fault(
                    "region-killed",
                    "peer, chaincode and orderer of a region are killed",
                    LONG,
                    scene -> region(scene, "KILL")),
            new Fault("peer-disk-lost", "a peer loses its disk and joins again", SHORT, scene -> {
                String peer = "peer-" + letter(scene);
                scene.site().network().stop(peer);
                scene.site().loseDisk(peer);
                return new Blow(peer, () -> scene.site().network().rejoin(peer));
            }),
            new Fault("orderer-disk-old", "a following orderer starts again with an old disk", SHORT, Faults::oldDisk),
            GATEWAY_KILLED.and(LEADER_KILLED),
            FOLLOWER_HUNG.and(OTHER_PEER_KILLED),
            CHAINCODE_KILLED.and(GATEWAY_CUT));

    private static final Map<String, Fault> BY_NAME =
            ALL.stream().collect(Collectors.toMap(Fault::name, Function.identity()));

    private Faults() {}

    /** The fault of each round, in order: every fault comes before one comes again. */
    static List<Fault> plan(List<String> names, long seed, int rounds) {
        var random = new Random(seed);
        List<Fault> plan = new ArrayList<>();
        while (plan.size() < rounds) {
            List<Fault> pass = new ArrayList<>(names.isEmpty() ? ALL : named(names));
            Collections.shuffle(pass, random);
            plan.addAll(pass);
        }
        return plan.subList(0, rounds);
    }

    /** @throws IllegalArgumentException if there is no fault of a name */
    static List<Fault> named(List<String> names) {
        names.stream().filter(name -> !BY_NAME.containsKey(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("unknown fault " + name + "; there is: "
                    + ALL.stream().map(Fault::name).collect(Collectors.joining(" ")));
        });
        return names.stream().map(BY_NAME::get).toList();
    }

    private static Fault process(
            String name, String what, Duration hold, String signal, Function<Scene, String> subject) {
        Strike strike = scene -> {
            String process = subject.apply(scene);
            return new Blow(process, signalled(scene.site().network(), List.of(process), signal));
        };
        return new Fault(name, what, hold, strike);
    }

    private static Blow region(Scene scene, String signal) {
        String letter = letter(scene);
        List<String> processes = Stream.of("peer-", "chaincode-", "orderer-")
                .map(role -> role + letter)
                .toList();
        return new Blow("region " + letter, signalled(scene.site().network(), processes, signal));
    }

    private static Runnable signalled(FabricNetwork network, List<String> processes, String signal) {
        processes.forEach(process -> network.signal(process, signal));
        return () -> processes.forEach(process -> {
            if (signal.equals("STOP")) {
                network.signal(process, "CONT");
            } else {
                network.start(process);
            }
        });
    }

    private static Fault gateway(String name, String what, LicenceState far) {
        return new Fault(name, what, SHORT, scene -> {
            Region region = pick(scene, scene.site().regions());
            GatewayProcess gateway = pick(scene, region.gateways());
            String id = scene.load().newest(region);
            GatewayProcess.until(
                    "a licence is " + far, () -> Licences.state(gateway, id).compareTo(far) >= 0);
            gateway.kill();
            return new Blow(named(region, gateway), gateway::startAgain);
        });
    }

    private static Blow oldDisk(Scene scene) {
        Site site = scene.site();
        String orderer = pick(scene, followers(scene));
        site.network().stop(orderer);
        site.backUp(orderer);
        site.network().start(orderer);
        return new Blow(orderer, () -> {
            site.network().stop(orderer);
            site.restore(orderer);
            site.network().start(orderer);
        });
    }

    private static String named(Region region, GatewayProcess gateway) {
        return "gateway-" + region.letter() + "-" + (region.gateways().indexOf(gateway) + 1);
    }

    private static String leader(Scene scene) {
        return scene.site().network().leader();
    }

    private static List<String> followers(Scene scene) {
        return scene.site().followers();
    }

    private static String letter(Scene scene) {
        return pick(scene, Site.LETTERS);
    }

    private static <T> T pick(Scene scene, List<T> from) {
        return from.get(scene.random().nextInt(from.size()));
    }
}
