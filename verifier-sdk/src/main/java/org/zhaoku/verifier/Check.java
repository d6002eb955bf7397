package org.zhaoku.verifier;

/**
 * One check of a verification, with its outcome. The code {@code LIC-nnn} is stable: its first digit is the step, in the
 * order in which the steps are done. {@code docs/error-codes.md} lists them all.
 */
public enum Check {
    DECODED(100, Result.PASSED, "二维码内容完整", "the code is complete", "", ""),
    NOT_A_LICENCE_CODE(
            101, Result.FAILED, "这不是证照二维码", "this is not a licence code", "请扫描证照上的二维码", "scan the code on the licence"),
    DAMAGED(
            102,
            Result.FAILED,
            "二维码内容损坏或被改动",
            "the code is damaged or was changed",
            "请重新扫描；仍不行则请持证人重新出示",
            "scan again; if it stays so, ask the holder for a fresh code"),

    SIGNATURE_RIGHT(200, Result.PASSED, "颁发机构签名正确", "the department's signature is right", "", ""),
    SIGNATURE_WRONG(
            201,
            Result.FAILED,
            "签名不符：内容被改动或系伪造",
            "the signature is wrong: the content was changed or forged",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    SIGNATURE_NOT_CHECKED(
            202,
            Result.NOT_CHECKED,
            "信任包中没有此签名密钥，无法验签",
            "the signing key is not in the trust bundle",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    CONTENT_MALFORMED(
            203,
            Result.FAILED,
            "签名正确，但所签内容不是规范的证照声明",
            "the signature is right, but what it signs is not a well-formed statement",
            "不予受理，并告知颁发机构",
            "refuse it and tell the department"),

    ISSUER_ENTITLED(300, Result.PASSED, "颁发机构已登记并有权颁发此类证照", "the department is registered for this type", "", ""),
    ISSUER_UNKNOWN(
            301,
            Result.NOT_CHECKED,
            "信任包中没有此颁发机构",
            "the department is not in the trust bundle",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    ISSUER_OTHER(
            302,
            Result.FAILED,
            "签名密钥不属于所称的颁发机构",
            "the signing key is not the named department's",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    ISSUER_NOT_ENTITLED(
            303,
            Result.FAILED,
            "颁发机构无权颁发此类证照",
            "the department has no right to this type",
            "不予受理，并告知颁发机构",
            "refuse it and tell the department"),

    ANCHORED(400, Result.PASSED, "已上链", "it is on the ledger", "", ""),
    NO_RECEIPT(
            401,
            Result.NOT_CHECKED,
            "二维码不含上链凭据，离线无法确认已上链",
            "the code carries no receipt, so anchoring cannot be checked offline",
            "请联网核验，或请持证人出示带凭据的二维码",
            "verify online, or ask for a code with a receipt"),
    TILE_UNKNOWN(
            402,
            Result.NOT_CHECKED,
            "信任包早于此证照，无法确认已上链",
            "the trust bundle is older than the licence",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    NOT_ANCHORED(
            403,
            Result.FAILED,
            "上链凭据与账本不符",
            "the receipt does not agree with the ledger",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    ANCHORING_NOT_CHECKED(
            404,
            Result.NOT_CHECKED,
            "未确认颁发机构，未核对上链凭据",
            "the receipt was not checked, since the department is not known",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),

    IN_DATE(500, Result.PASSED, "在有效期内", "it is within its dates", "", ""),
    NOT_YET_VALID(501, Result.FAILED, "尚未生效", "it is not in force yet", "请在生效日期后办理", "come back on its first day"),
    EXPIRED(502, Result.FAILED, "已过有效期", "it has expired", "请持证人办理延续", "ask the holder to renew it"),
    DATES_NOT_CHECKED(
            503,
            Result.NOT_CHECKED,
            "内容未经验签，未核对有效期",
            "the dates were not checked, since the signature was not",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),

    DISCLOSURES_RIGHT(700, Result.PASSED, "出示的字段属于此证照", "the fields shown belong to the licence", "", ""),
    DISCLOSURES_WRONG(
            701,
            Result.FAILED,
            "出示的字段不属于此证照",
            "the fields shown do not belong to the licence",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    DISCLOSURES_NOT_CHECKED(
            702,
            Result.NOT_CHECKED,
            "内容未经验签，未核对出示的字段",
            "the fields shown were not checked, since the signature was not",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),

    BUNDLE_CURRENT(900, Result.PASSED, "信任包在有效期内", "the trust bundle is current", "", ""),
    BUNDLE_EXPIRED(
            901,
            Result.NOT_CHECKED,
            "信任包已过期",
            "the trust bundle has expired",
            "请更新信任包后重试",
            "update the trust bundle and try again"),
    CLOCK_BEFORE_BUNDLE(
            902,
            Result.NOT_CHECKED,
            "本机时间早于信任包签发时间",
            "the clock is before the trust bundle's issue",
            "请校正本机时间",
            "set the clock");

    /** How a check ended. */
    public enum Result {
        PASSED,
        /** The licence is not what it says. */
        FAILED,
        /** It could not be checked, which says nothing against the licence. */
        NOT_CHECKED
    }

    private final String code;
    private final Result result;
    private final String chinese;
    private final String english;
    private final String adviceChinese;
    private final String adviceEnglish;

    Check(int number, Result result, String chinese, String english, String adviceChinese, String adviceEnglish) {
        this.code = "LIC-" + number;
        this.result = result;
        this.chinese = chinese;
        this.english = english;
        this.adviceChinese = adviceChinese;
        this.adviceEnglish = adviceEnglish;
    }

    /** {@code LIC-nnn}; never given to another meaning. */
    public String code() {
        return code;
    }

    public Result result() {
        return result;
    }

    /** What was found, in Chinese. */
    public String chinese() {
        return chinese;
    }

    /** What was found, in English. */
    public String english() {
        return english;
    }

    /** What the clerk should do, in Chinese; empty if nothing. */
    public String adviceChinese() {
        return adviceChinese;
    }

    /** What the clerk should do, in English; empty if nothing. */
    public String adviceEnglish() {
        return adviceEnglish;
    }
}
