package org.zhaoku.gateway.demo;

import java.util.List;
import java.util.Map;

/** What the demo issues: invented departments, licences and people. */
final class DemoData {
    static final String MARKET = "11440300000000019K";
    static final String SAFETY = "11440300000000027E";
    static final String FOOD = MARKET + "001";
    static final String OPERATOR = SAFETY + "001";

    private DemoData() {}

    static List<Map<String, Object>> authorities() {
        return List.of(Map.of("code", MARKET, "name", "演示市市场监督管理局"), Map.of("code", SAFETY, "name", "演示市应急管理局"));
    }

    static List<Map<String, Object>> types() {
        return List.of(
                Map.of(
                        "code",
                        FOOD,
                        "version",
                        1,
                        "name",
                        "食品经营许可证",
                        "issuers",
                        List.of(MARKET),
                        "fields",
                        List.of(
                                field("CertificateHolderName", "经营者名称", true, false),
                                field("CertificateHolderCode", "统一社会信用代码", false, false),
                                field("KZ_Address", "经营场所", false, false),
                                field("KZ_Category", "主体业态", true, false),
                                field("KZ_Items", "经营项目", false, false))),
                Map.of(
                        "code",
                        OPERATOR,
                        "version",
                        1,
                        "name",
                        "特种作业操作证",
                        "personalNumber",
                        true,
                        "issuers",
                        List.of(SAFETY),
                        "fields",
                        List.of(
                                field("CertificateHolderName", "姓名", true, true),
                                field("CertificateHolderCode", "公民身份号码", false, true),
                                field("KZ_Class", "作业类别", true, false),
                                field("KZ_Item", "准操项目", false, false))));
    }

    private static Map<String, Object> field(String name, String title, boolean face, boolean masked) {
        return Map.of("name", name, "title", title, "kind", "TEXT", "required", true, "face", face, "masked", masked);
    }

    /** Among them a name with a character outside the basic plane (U+20BB7) and a rare one (U+3EC8). */
    static List<Map<String, Object>> licences() {
        return List.of(
                food("照库小吃店", "演示市南山区示例路1号", "餐饮服务经营者", "热食类食品制售"),
                food("𠮷祥面馆", "演示市福田区示例街22号", "餐饮服务经营者", "热食类食品制售；冷食类食品制售"),
                food("演示市惠民超市有限公司", "演示市罗湖区示例大道3号", "食品销售经营者", "预包装食品销售"),
                operator("欧阳示例", "电工作业", "低压电工作业"),
                operator("王㻈", "高处作业", "登高架设作业"),
                operator("阿依古丽·示例", "焊接与热切割作业", "熔化焊接与热切割作业"));
    }

    private static Map<String, Object> food(String name, String address, String category, String items) {
        return Map.of(
                "type",
                FOOD,
                "issuer",
                MARKET,
                "holderName",
                name,
                "validTo",
                "2031-11-24",
                "fields",
                Map.of(
                        "CertificateHolderName",
                        name,
                        "CertificateHolderCode",
                        "91440300MA0000T018",
                        "KZ_Address",
                        address,
                        "KZ_Category",
                        category,
                        "KZ_Items",
                        items));
    }

    private static Map<String, Object> operator(String name, String workClass, String item) {
        return Map.of(
                "type",
                OPERATOR,
                "issuer",
                SAFETY,
                "holderName",
                name,
                "validTo",
                "2032-11-24",
                "fields",
                Map.of(
                        "CertificateHolderName",
                        name,
                        "CertificateHolderCode",
                        "440300199001010016",
                        "KZ_Class",
                        workClass,
                        "KZ_Item",
                        item));
    }
}
