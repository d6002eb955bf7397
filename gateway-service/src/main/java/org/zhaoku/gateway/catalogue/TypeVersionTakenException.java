package org.zhaoku.gateway.catalogue;

/** Another definition was published under this version: a published version never changes. */
public final class TypeVersionTakenException extends RuntimeException {
    /** @param type what was to be published */
    public TypeVersionTakenException(LicenceType type) {
        super("version " + type.version() + " of type " + type.code().value()
                + " was published with another definition; publish this one as a new version");
    }

    /** Stable, for programs. */
    public String code() {
        return "TYPE_VERSION_TAKEN";
    }
}
