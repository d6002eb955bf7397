package org.zhaoku.gateway.e2e;

import java.util.List;
import java.util.Map;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** A department that issues food business licences through gateways, for drills and measurements. */
public record Office(UnifiedSocialCreditCode department, LicenceTypeCode type) {
    private static final List<Map<String, Object>> FIELDS = List.of(
            field("CertificateHolderName", true, true),
            field("CertificateHolderCode", true, true),
            field("KZ_Category", true, false),
            field("KZ_Address", false, false),
            field("KZ_Items", false, false),
            field("OperatorName", false, false));

    /** One that no other has. */
    public static Office next() {
        UnifiedSocialCreditCode department = Codes.department();
        return new Office(department, LicenceTypeCode.parse(department.value() + "001"));
    }

    private static Map<String, Object> field(String name, boolean face, boolean masked) {
        return Map.of("name", name, "title", name, "kind", "TEXT", "required", true, "face", face, "masked", masked);
    }

    /** Registers it and publishes its type. */
    public void register(GatewayProcess gateway) {
        gateway.post("/api/v1/authorities", Map.of("code", department.value(), "name", "演练市场监督管理局"));
        gateway.post(
                "/api/v1/types",
                Map.of(
                        "code",
                        type.value(),
                        "version",
                        1,
                        "name",
                        "食品经营许可证",
                        "issuers",
                        List.of(department.value()),
                        "fields",
                        FIELDS));
    }

    /** A licence to issue. */
    public Map<String, Object> request() {
        return Map.of(
                "type", type.value(),
                "issuer", department.value(),
                "holderName", "照库演练店",
                "fields",
                        Map.of(
                                "CertificateHolderCode", "91440300MA0000T018",
                                "KZ_Category", "餐饮服务经营者",
                                "KZ_Address", "广东省深圳市示范区演练路1号",
                                "KZ_Items", "热食类食品制售;冷食类食品制售;自制饮品制售",
                                "OperatorName", "演练员"));
    }
}
