package org.zhaoku.gateway.catalogue;

/**
 * One field of a licence type.
 *
 * @param name identifier in the API, for example {@code CertificateHolderName} (GB/T 36903)
 * @param title what people see, for example 持证主体
 * @param kind what it holds
 * @param required whether a licence must have it
 * @param face whether it stands on the face of the statement
 * @param masked whether it is personal: masked on the face
 * @param maxLength the longest text, in Unicode code points; 1 to 1000
 */
public record FieldDefinition(
        String name, String title, Kind kind, boolean required, boolean face, boolean masked, int maxLength) {
    /** What a field holds. */
    public enum Kind {
        TEXT,
        INTEGER,
        BOOLEAN,
        /** {@code yyyy-MM-dd}; in the statement whole days since 1970-01-01. */
        DATE
    }
}
