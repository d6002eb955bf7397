package org.zhaoku.gateway.licence;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What is counted of a licence: nothing of its holder.
 *
 * @param id opaque
 * @param department credit code of the issuer
 * @param type code of the type
 * @param issued day of issue
 * @param validTo last day; empty for 长期
 */
public record LicenceTerm(String id, String department, String type, LocalDate issued, Optional<LocalDate> validTo) {}
