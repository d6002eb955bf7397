package org.zhaoku.gateway.catalogue;

import java.util.List;

/** A published type, in the form in which it was published. */
record TypeView(String code, int version, String name, boolean personalNumber, List<FieldDefinition> fields) {
    static TypeView of(LicenceType type) {
        return new TypeView(type.code().value(), type.version(), type.name(), type.personalNumber(), type.fields());
    }
}
