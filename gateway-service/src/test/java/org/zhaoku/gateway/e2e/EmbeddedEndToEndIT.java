package org.zhaoku.gateway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhaoku.verifier.cose.Network;

class EmbeddedEndToEndIT extends EndToEndSuite {
    private static final Pattern NAME = Pattern.compile("embedded-[0-9a-f]{8}");

    @Override
    List<String> ledgerArguments() {
        return List.of();
    }

    @Override
    Network network(Path data) {
        try {
            String blocks = Files.readString(data.resolve("ledger").resolve("blocks"), StandardCharsets.ISO_8859_1);
            Matcher name = NAME.matcher(blocks);
            if (name.find()) {
                return new Network(name.group());
            }
            throw new IllegalStateException("the first block names no network");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    List<Path> ledgerStore(Path data) {
        return List.of(data.resolve("ledger"));
    }
}
