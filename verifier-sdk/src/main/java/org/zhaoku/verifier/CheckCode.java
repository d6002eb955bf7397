package org.zhaoku.verifier;

/**
 * What a check can find. The code {@code LIC-nnn} is stable: its first digit is the step, in the order in which the steps are
 * done. {@code docs/verification.md} says when each is found.
 */
public enum CheckCode {
    DECODED(100, Check.Result.PASSED, "二维码内容完整", "the code is complete", "", ""),
    NOT_A_LICENCE_CODE(
            101,
            Check.Result.FAILED,
            "这不是证照二维码",
            "this is not a licence code",
            "请扫描证照上的二维码",
            "scan the code on the licence"),
    DAMAGED(
            102,
            Check.Result.FAILED,
            "二维码内容损坏或被改动",
            "the code is damaged or was changed",
            "请重新扫描；仍不行则请持证人重新出示",
            "scan again; if it stays so, ask the holder for a fresh code"),
    SEVERAL_LICENCES(
            103,
            Check.Result.NOT_CHECKED,
            "出示的内容含多份证照，应逐份核验",
            "it shows several licences, each of which has a verdict of its own",
            "请逐份查看核验结论",
            "look at the verdict of each"),

    SIGNATURE_RIGHT(200, Check.Result.PASSED, "颁发机构签名正确", "the department's signature is right", "", ""),
    SIGNATURE_WRONG(
            201,
            Check.Result.FAILED,
            "签名不符：内容被改动或系伪造",
            "the signature is wrong: the content was changed or forged",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    SIGNATURE_NOT_CHECKED(
            202,
            Check.Result.NOT_CHECKED,
            "信任包中没有此签名密钥，无法验签",
            "the signing key is not in the trust bundle",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    CONTENT_MALFORMED(
            203,
            Check.Result.FAILED,
            "签名正确，但所签内容不是规范的证照声明",
            "the signature is right, but what it signs is not a well-formed statement",
            "不予受理，并告知颁发机构",
            "refuse it and tell the department"),

    ISSUER_ENTITLED(300, Check.Result.PASSED, "颁发机构已登记并有权颁发此类证照", "the department is registered for this type", "", ""),
    ISSUER_UNKNOWN(
            301,
            Check.Result.NOT_CHECKED,
            "信任包中没有此颁发机构",
            "the department is not in the trust bundle",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    ISSUER_OTHER(
            302,
            Check.Result.FAILED,
            "签名密钥不属于所称的颁发机构",
            "the signing key is not the named department's",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    ISSUER_NOT_ENTITLED(
            303,
            Check.Result.FAILED,
            "颁发机构无权颁发此类证照",
            "the department has no right to this type",
            "不予受理，并告知颁发机构",
            "refuse it and tell the department"),
    KEY_DISTRUSTED(
            304,
            Check.Result.FAILED,
            "签名密钥已失信，此证照不早于失信位置",
            "the signing key is distrusted from a place on the ledger that this licence is not before",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    KEY_RETIRED(
            305,
            Check.Result.FAILED,
            "签名密钥在此证照上链前已停用",
            "the signing key was retired before this licence was anchored",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    NOT_ENTITLED_THEN(
            306,
            Check.Result.FAILED,
            "上链时颁发机构无权颁发此类证照",
            "the department had no right to this type when the licence was anchored",
            "不予受理，并告知颁发机构",
            "refuse it and tell the department"),
    KEY_PLACE_NOT_CHECKED(
            307,
            Check.Result.NOT_CHECKED,
            "签名密钥已停用或失信，未能确认此证照上链在先",
            "the signing key is retired or distrusted, and it is not known whether the licence was anchored before",
            "请联网核验，或请持证人出示带凭据的二维码",
            "verify online, or ask for a code with a receipt"),
    RIGHT_PLACE_NOT_CHECKED(
            308,
            Check.Result.NOT_CHECKED,
            "颁发机构的权限有起止，未能确认此证照上链时是否有权",
            "the department's right has a beginning or an end, and the licence's place on the ledger is not known",
            "请联网核验，或请持证人出示带凭据的二维码",
            "verify online, or ask for a code with a receipt"),

    ANCHORED(400, Check.Result.PASSED, "已上链", "it is on the ledger", "", ""),
    NO_RECEIPT(
            401,
            Check.Result.NOT_CHECKED,
            "二维码不含上链凭据，离线无法确认已上链",
            "the code carries no receipt, so anchoring cannot be checked offline",
            "请联网核验，或请持证人出示带凭据的二维码",
            "verify online, or ask for a code with a receipt"),
    TILE_UNKNOWN(
            402,
            Check.Result.NOT_CHECKED,
            "信任包早于此证照，无法确认已上链",
            "the trust bundle is older than the licence",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    NOT_ANCHORED(
            403,
            Check.Result.FAILED,
            "上链凭据与账本不符",
            "the receipt does not agree with the ledger",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    ANCHORING_NOT_CHECKED(
            404,
            Check.Result.NOT_CHECKED,
            "未确认颁发机构，未核对上链凭据",
            "the receipt was not checked, since the department is not known",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    TILES_NOT_LOADED(
            405,
            Check.Result.NOT_CHECKED,
            "本机未加载此颁发机构的信任包分件",
            "the department's part of the trust bundle is not loaded",
            "请下载此颁发机构的分件后重试，或联网核验",
            "load the department's part and try again, or verify online"),
    FULL_RECEIPT_RIGHT(406, Check.Result.PASSED, "完整上链凭据与批次相符", "the full receipt agrees with its batch", "", ""),
    FULL_RECEIPT_WRONG(
            407,
            Check.Result.FAILED,
            "完整上链凭据与批次不符",
            "the full receipt does not agree with its batch",
            "不予受理，并按规定报告",
            "refuse it and report it"),

    IN_DATE(500, Check.Result.PASSED, "在有效期内", "it is within its dates", "", ""),
    NOT_YET_VALID(
            501, Check.Result.FAILED, "尚未生效", "it is not in force yet", "请在生效日期后办理", "come back on its first day"),
    EXPIRED(502, Check.Result.FAILED, "已过有效期", "it has expired", "请持证人办理延续", "ask the holder to renew it"),
    DATES_NOT_CHECKED(
            503,
            Check.Result.NOT_CHECKED,
            "内容未经验签，未核对有效期",
            "the dates were not checked, since the signature was not",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    DATES_CLOCK_DOUBTFUL(
            504,
            Check.Result.NOT_CHECKED,
            "按本机时间不在有效期内，但本机时间与信任包不符",
            "by this device's clock it is not within its dates, but clock and trust bundle do not agree",
            "请校正本机时间并更新信任包后重试",
            "set the clock, update the trust bundle and try again"),

    IN_FORCE(600, Check.Result.PASSED, "状态有效", "it is in force", "", ""),
    ENDED(
            601,
            Check.Result.FAILED,
            "已撤销、注销、收回或转出",
            "it was revoked, cancelled, withdrawn or transferred",
            "不予受理",
            "refuse it"),
    SUSPENDED(602, Check.Result.FAILED, "已暂扣或暂停", "it is suspended", "在恢复前不予受理", "refuse it until it is reinstated"),
    SUPERSEDED(
            603,
            Check.Result.FAILED,
            "已被新版本替代",
            "a newer version has taken its place",
            "请持证人出示新版本；联网可查替代证照",
            "ask for the new version; what replaced it can be asked online"),
    NOT_BOUND(
            604,
            Check.Result.FAILED,
            "此为延续、变更或转入的证照，账本上没有其承接记录",
            "it succeeds another licence, but no record on the ledger says so",
            "不予受理，并告知颁发机构",
            "refuse it and tell the department"),
    STATUS_NOT_CHECKED(
            605,
            Check.Result.NOT_CHECKED,
            "没有可用的状态列表，未核对状态",
            "no status list was at hand, so the status was not checked",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    IN_FORCE_DISPUTED(
            606,
            Check.Result.PASSED,
            "状态有效；有一项更正正在处理",
            "it is in force; a correction is under way",
            "可受理；涉及有争议的内容时请联网核实",
            "accept it; where the disputed content matters, ask online"),
    STATUS_TOO_OLD(
            607,
            Check.Result.NOT_CHECKED,
            "状态信息早于要求的时限",
            "the status is older than is asked for",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),

    DISCLOSURES_RIGHT(700, Check.Result.PASSED, "出示的字段属于此证照", "the fields shown belong to the licence", "", ""),
    DISCLOSURES_WRONG(
            701,
            Check.Result.FAILED,
            "出示的字段不属于此证照",
            "the fields shown do not belong to the licence",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    DISCLOSURES_NOT_CHECKED(
            702,
            Check.Result.NOT_CHECKED,
            "内容未经验签，未核对出示的字段",
            "the fields shown were not checked, since the signature was not",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),

    SHOWN_STATIC(800, Check.Result.PASSED, "静态出示（纸面或图片）", "it was shown as a printed or kept code", "", ""),
    SHOWN_BY_HOLDER(801, Check.Result.PASSED, "持证人密钥当场签名", "the holder's key signed the presentation", "", ""),
    SHOWN_BY_GATEWAY(802, Check.Result.PASSED, "地区网关当场签名", "the holder's gateway signed the presentation", "", ""),
    PRESENCE_TOO_WEAK(
            803,
            Check.Result.NOT_CHECKED,
            "要求当场亮证，但出示方式不足",
            "a live presentation is asked for, and this one is weaker",
            "请持证人在应用中重新亮证",
            "ask the holder to present it live"),
    PRESENTATION_FORGED(
            804,
            Check.Result.FAILED,
            "亮证签名与所出示的内容不符",
            "the presentation's signatures do not fit its content",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    PRESENTER_UNKNOWN(
            805,
            Check.Result.NOT_CHECKED,
            "信任包中没有亮证签名者",
            "the presentation's signer is not in the trust bundle",
            "请更新信任包后重试",
            "update the trust bundle and try again"),
    NOT_THE_HOLDER(
            806,
            Check.Result.FAILED,
            "亮证签名者无权出示此证照",
            "whoever signed the presentation may not present this licence",
            "不予受理，并按规定报告",
            "refuse it and report it"),
    OTHER_AUDIENCE(
            807,
            Check.Result.FAILED,
            "此次亮证不是给本方的",
            "it was not presented to this verifier",
            "请持证人向本窗口重新亮证",
            "ask the holder to present it here"),
    OTHER_NONCE(
            808,
            Check.Result.FAILED,
            "此次亮证不是对本次询问的回应",
            "it does not answer this request",
            "请持证人重新亮证",
            "ask the holder to present it again"),
    PRESENTATION_EXPIRED(
            809,
            Check.Result.NOT_CHECKED,
            "亮证已过时限",
            "the presentation's time is over",
            "请持证人重新亮证；若仍如此请校正时间",
            "ask the holder to present it again; if it stays so, set the clock"),
    PRESENTATION_EARLY(
            810,
            Check.Result.NOT_CHECKED,
            "亮证时间晚于本机时间",
            "the presentation's time lies ahead of this clock",
            "请校正时间后重试",
            "set the clock and try again"),
    PRESENTATION_REPLAYED(
            811,
            Check.Result.FAILED,
            "此次亮证已使用过",
            "this presentation was used before",
            "请持证人重新亮证",
            "ask the holder to present it again"),
    REQUEST_UNKNOWN(
            812,
            Check.Result.NOT_CHECKED,
            "亮证指定了对象或询问，而核验策略未设定",
            "it was presented to a named audience or for a request, and the policy names none",
            "请在核验策略中设定对象和询问",
            "set audience and nonce in the policy"),
    PRESENCE_NOT_CHECKED(
            813,
            Check.Result.NOT_CHECKED,
            "内容未经验签，未核对亮证",
            "the presentation was not checked, since the signature of the licence was not",
            "请更新信任包后重试，或联网核验",
            "update the trust bundle and try again, or verify online"),
    PRESENTATION_TOO_LONG(
            814,
            Check.Result.FAILED,
            "亮证时限超过规定",
            "the presentation claims to live for longer than is allowed",
            "请持证人重新亮证",
            "ask the holder to present it again"),
    REPLAY_NOT_CHECKED(
            815,
            Check.Result.NOT_CHECKED,
            "未能确认此次亮证是否用过",
            "whether this presentation was used before is not known",
            "请持证人重新亮证",
            "ask the holder to present it again"),

    BUNDLE_CURRENT(900, Check.Result.PASSED, "信任包在有效期内", "the trust bundle is current", "", ""),
    BUNDLE_EXPIRED(
            901,
            Check.Result.NOT_CHECKED,
            "信任包已过期",
            "the trust bundle has expired",
            "请更新信任包后重试",
            "update the trust bundle and try again"),
    CLOCK_BEFORE_BUNDLE(
            902,
            Check.Result.NOT_CHECKED,
            "本机时间早于信任包签发时间",
            "the clock is before the trust bundle's issue",
            "请校正本机时间",
            "set the clock"),
    BUNDLE_AGING(
            903,
            Check.Result.PASSED,
            "信任包有效期已过半",
            "half of the trust bundle's life is over",
            "请尽快更新信任包",
            "update the trust bundle soon"),
    BUNDLE_IN_GRACE(
            904,
            Check.Result.PASSED,
            "信任包已过期，按策略在宽限期内接受",
            "the trust bundle has expired; the policy accepts it within its grace",
            "请尽快更新信任包",
            "update the trust bundle soon");

    private final int number;
    private final String code;
    private final Check.Result result;
    private final String chinese;
    private final String english;
    private final String adviceChinese;
    private final String adviceEnglish;

    CheckCode(
            int number,
            Check.Result result,
            String chinese,
            String english,
            String adviceChinese,
            String adviceEnglish) {
        this.number = number;
        this.code = "LIC-" + number;
        this.result = result;
        this.chinese = chinese;
        this.english = english;
        this.adviceChinese = adviceChinese;
        this.adviceEnglish = adviceEnglish;
    }

    int number() {
        return number;
    }

    /** {@code LIC-nnn}; never given to another meaning. */
    public String code() {
        return code;
    }

    public Check.Result result() {
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
