package org.zhaoku.verifier.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.zhaoku.verifier.qr.QrImages;

/** Writes what the applications in {@code src/it} verify: a code, the time, the bundle and whom to trust. */
public final class ApplicationSamples {
    private ApplicationSamples() {}

    /** @param arguments the folder to write to */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        var world = new World();
        String text = world.issue(1).get(0).code().text();
        Files.writeString(folder.resolve("code.txt"), text);
        Files.write(folder.resolve("code.png"), QrImages.png(text, 4));
        Files.writeString(folder.resolve("now.txt"), World.NOW.toString());
        Files.write(
                folder.resolve("bundle.bin"), world.bundleFile(World.NETWORK).toArray());
        Files.write(
                folder.resolve("anchors.bin"),
                World.anchors(World.NETWORK).encode().toArray());
    }
}
