package org.zhaoku.gateway.catalogue;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The items of GB/T 36903 that have two names in use: an English one and a pinyin short name. */
final class MetadataItems {
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("CertificateName", "ZZMC"),
            Map.entry("CertificateTypeName", "ZZLXMC"),
            Map.entry("CertificateTypeCode", "ZZLXDM"),
            Map.entry("CertificateNumber", "ZZBH"),
            Map.entry("CertificateIdentifier", "ZZBS"),
            Map.entry("CertificateIssuingAuthorityName", "ZZBFJG"),
            Map.entry("CertificateIssuingAuthorityCode", "ZZBFJGDM"),
            Map.entry("CertificateIssuedDate", "ZZBFRQ"),
            Map.entry("CertificateHolderName", "CZZT"),
            Map.entry("CertificateHolderCode", "CZZTDM"),
            Map.entry("CertificateHolderTypeName", "CZZTDMLX"),
            Map.entry("CertificateHolderTypeCode", "CZZTDMLXDM"),
            Map.entry("CertificateEffectiveDate", "ZZYXQQSRQ"),
            Map.entry("CertificateExpiringDate", "ZZYXQJZRQ"));
    private static final Map<String, String> ENGLISH =
            SHORT.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private MetadataItems() {}

    /** The English name of the item; the name itself if it is none of the standard's short names. */
    static String english(String name) {
        return ENGLISH.getOrDefault(name, name);
    }

    /** The short name of the item with this English name. */
    static Optional<String> shortName(String english) {
        return Optional.ofNullable(SHORT.get(english));
    }
}
