package org.zhaoku.gateway.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

final class FabricPropertiesTest {
    private final ApplicationContextRunner start = new ApplicationContextRunner()
            .withUserConfiguration(Settings.class)
            .withPropertyValues(
                    "zhaoku.fabric.channel=regions",
                    "zhaoku.fabric.chaincode=zhaoku",
                    "zhaoku.fabric.msp-id=RegionAMSP",
                    "zhaoku.fabric.certificate=cert.pem",
                    "zhaoku.fabric.private-key=key.pem",
                    "zhaoku.fabric.peers[0].endpoint=localhost:7011");

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(FabricProperties.class)
    static class Settings {}

    @Test
    void every_step_has_a_deadline_without_being_told() {
        start.run(context -> assertThat(context.getBean(FabricProperties.class).deadline())
                .isEqualTo(new FabricProperties.Deadline(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadline.endorse=0",
                "deadline.commit=1h",
                "deadline.connect=-1s",
                "max-calls=7",
                "max-calls=500",
                "max-queue=0",
                "stream-check=1ms",
                "channel="
            })
    void a_setting_out_of_its_range_keeps_the_gateway_from_starting(String setting) {
        start.withPropertyValues("zhaoku.fabric." + setting)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void the_readme_names_every_code() throws IOException, IllegalAccessException {
        String readme = Files.readString(Path.of("README.md"));
        for (Field field : FabricErrors.class.getDeclaredFields()) {
            if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
                assertThat(readme).contains("`" + field.get(null) + "`");
            }
        }
    }
}
