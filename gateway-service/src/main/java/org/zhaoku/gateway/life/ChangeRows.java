package org.zhaoku.gateway.life;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a list of changes as a whole. Spring's own reader of NDJSON passes over a last line that is cut off: here such a list is
 * refused, since its sender would believe that all of it was taken.
 */
@Component
class ChangeRows {
    private final JsonMapper mapper;

    ChangeRows(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws ServerWebInputException if any of it cannot be read */
    List<ChangeRow> read(byte[] body, MediaType type) {
        try {
            List<ChangeRow> rows = type.isCompatibleWith(MediaType.APPLICATION_NDJSON)
                    ? new String(body, UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> mapper.readValue(line, ChangeRow.class))
                            .toList()
                    : Arrays.asList(mapper.readValue(body, ChangeRow[].class));
            if (rows.stream().allMatch(Objects::nonNull)) {
                return rows;
            }
        } catch (JacksonException e) {
            throw new ServerWebInputException("not a list of changes", null, e);
        }
        throw new ServerWebInputException("a row is null");
    }
}
