package org.zhaoku.gateway.catalogue;

import java.util.Optional;

/**
 * A published version, and whether it still issues.
 *
 * @param type never changes
 * @param retirement when it was retired
 */
public record CatalogueEntry(LicenceType type, Optional<Retirement> retirement) {}
