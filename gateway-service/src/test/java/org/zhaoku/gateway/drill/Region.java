package org.zhaoku.gateway.drill;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.e2e.Office;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** The gateways of one region, with a department of their own and links to the peers that can be cut. */
final class Region implements AutoCloseable {
    private static final Pattern ENDPOINT = Pattern.compile("(?m)^(.*\\.endpoint=127\\.0\\.0\\.1:)(\\d+)$");
    /** Short enough for a round: a draft left behind and a lost connection are looked at soon. */
    private static final List<String> PACE = List.of("--zhaoku.batch.sweep=5s", "--zhaoku.batch.max-pause=2s");

    private final String letter;
    private final Office office = Office.next();
    private final List<Link> links = new ArrayList<>();
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final Optional<MongoServer> database;

    /**
     * Starts it and registers its department.
     *
     * @param letter of the region
     * @param count of gateways; more than one share a database, a server of its own, and the region's keys
     */
    Region(FabricNetwork network, Path folder, String letter, int count) {
        this.letter = letter;
        // it tells of every connection that a killed gateway leaves
        if (LoggerFactory.getLogger("de.bwaldvogel") instanceof Logger database) {
            database.setLevel(Level.OFF);
        }
        this.database = count == 1 ? Optional.empty() : Optional.of(new MongoServer(H2Backend.inMemory()));
        List<String> arguments = new ArrayList<>(PACE);
        arguments.add("--spring.config.additional-location=file:" + properties(network, folder));
        database.ifPresent(server -> {
            InetSocketAddress address = server.bind();
            arguments.add("--zhaoku.mongodb.uri=mongodb://127.0.0.1:" + address.getPort());
        });
        Path first = folder.resolve("gateway-" + letter + "-1");
        gateways.add(new GatewayProcess(first, arguments));
        office.register(gateways.get(0));
        for (int i = 2; i <= count; i++) {
            Path next = folder.resolve("gateway-" + letter + "-" + i);
            copy(first.resolve("keys"), next.resolve("keys"));
            gateways.add(new GatewayProcess(next, arguments));
        }
    }

    /** The region's file, with every peer behind a link. */
    private Path properties(FabricNetwork network, Path folder) {
        try {
            Path file = network.gatewayProperties(letter);
            String linked = ENDPOINT.matcher(Files.readString(file)).replaceAll(this::linked);
            return Files.writeString(folder.resolve(file.getFileName()), linked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String linked(MatchResult endpoint) {
        var link = new Link(Integer.parseInt(endpoint.group(2)));
        links.add(link);
        return Matcher.quoteReplacement(endpoint.group(1) + link.port());
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String letter() {
        return letter;
    }

    Office office() {
        return office;
    }

    UnifiedSocialCreditCode department() {
        return office.department();
    }

    LicenceTypeCode type() {
        return office.type();
    }

    List<GatewayProcess> gateways() {
        return gateways;
    }

    /** Cuts its gateways off from every peer. */
    void cut() {
        links.forEach(Link::cut);
    }

    void heal() {
        links.forEach(Link::heal);
    }

    @Override
    public void close() throws IOException {
        gateways.forEach(GatewayProcess::close);
        database.ifPresent(MongoServer::shutdownNow);
        for (Link link : links) {
            link.close();
        }
    }
}
