package org.zhaoku.gateway.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.zhaoku.gateway.ledger.Ledger;

/** Runs the demo against this gateway once it serves; only in profile {@code demo}. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoConfiguration {
    private final ApplicationContext context;
    private final Ledger ledger;
    private final Clock clock;
    private final Path dataDir;
    private final String token;
    private final boolean exit;

    DemoConfiguration(
            ApplicationContext context,
            Ledger ledger,
            Clock clock,
            @Value("${zhaoku.data-dir}") Path dataDir,
            @Value("${zhaoku.api.token:}") String token,
            @Value("${zhaoku.demo.exit:false}") boolean exit) {
        this.context = context;
        this.ledger = ledger;
        this.clock = clock;
        this.dataDir = dataDir;
        this.token = token;
        this.exit = exit;
    }

    @EventListener
    void serving(WebServerInitializedEvent event) {
        int port = event.getWebServer().getPort();
        // a thread of its own: the start of the application must not wait for its own client
        var thread = new Thread(() -> run("http://127.0.0.1:" + port), "demo");
        thread.setDaemon(false);
        thread.start();
    }

    private void run(String base) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path tokenFile = dataDir.resolve("api-token");
        try {
            var api = new DemoApi(
                    base, token.isEmpty() ? Files.readString(tokenFile).strip() : token);
            Demo.Result result = new Demo(api, ledger, clock, dataDir.resolve("demo"), out).run();
            if (exit) {
                SpringApplication.exit(context);
                out.println(result.json());
                System.exit(result.right() ? 0 : 1);
            }
            out.printf("%nServing at %s until Ctrl-C. The API is described at %s/openapi%n", base, base);
            out.printf(
                    "Verify:  curl -H 'Content-Type: image/png' --data-binary @CODE.png %s/api/v1/verifications%n",
                    base);
            out.printf(
                    "The operator's token is in %s; docs/access.md says how to get one for a department%n", tokenFile);
        } catch (Exception e) {
            out.printf("The demo failed: %s%n", e.getMessage());
            SpringApplication.exit(context);
            System.exit(1);
        }
    }
}
