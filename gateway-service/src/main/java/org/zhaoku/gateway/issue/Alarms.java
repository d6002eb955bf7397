package org.zhaoku.gateway.issue;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.zhaoku.verifier.bytes.Bytes;

/** Batches that someone must look at: shown by the health endpoint until they are well again. */
@Component
class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    private final Map<String, String> codes = new ConcurrentHashMap<>();

    /** @param code stable, why */
    void raise(Bytes batchKey, String code) {
        if (codes.put(batchKey.hex(), code) == null) {
            LOG.error("ALARM batch {} is not anchored: {}; it is kept and tried again", batchKey, code);
        }
    }

    void clear(Bytes batchKey) {
        if (codes.remove(batchKey.hex()) != null) {
            LOG.info("batch {} is well again", batchKey);
        }
    }

    /** Codes by batch key. */
    Map<String, String> all() {
        return new TreeMap<>(codes);
    }
}
