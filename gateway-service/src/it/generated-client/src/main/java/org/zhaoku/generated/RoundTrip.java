package org.zhaoku.generated;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.zhaoku.generated.api.AuthoritiesApi;
import org.zhaoku.generated.api.LicencesApi;
import org.zhaoku.generated.api.TypesApi;
import org.zhaoku.generated.api.VerificationsApi;
import org.zhaoku.generated.model.AuthorityRequest;
import org.zhaoku.generated.model.IssueRequest;
import org.zhaoku.generated.model.LicenceView;
import org.zhaoku.generated.model.TypeRequest;
import org.zhaoku.generated.model.TypeRequestField;
import org.zhaoku.generated.model.VerificationRequest;

/** From a department to a verdict by generated code alone. Arguments: address and token of a gateway. */
public final class RoundTrip {
    private static final String DEPARTMENT = "11440300000000019K";
    private static final String TYPE = DEPARTMENT + "901";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RoundTrip() {}

    public static void main(String[] arguments) throws ApiException, InterruptedException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]));

        new AuthoritiesApi(client)
                .postAuthorities(new AuthorityRequest().code(DEPARTMENT).name("演示市市场监督管理局"));
        new TypesApi(client)
                .postTypes(new TypeRequest()
                        .code(TYPE)
                        .version(1)
                        .name("食品经营许可证")
                        .issuers(List.of(DEPARTMENT))
                        .fields(List.of(new TypeRequestField()
                                .name("OperatorName")
                                .title("经营者名称")
                                .kind(TypeRequestField.KindEnum.TEXT)
                                .face(true))));
        LicencesApi licences = new LicencesApi(client);
        String id = licences.postLicences(
                        new IssueRequest()
                                .type(TYPE)
                                .issuer(DEPARTMENT)
                                .holderName("照库小吃店")
                                .fields(Map.of("OperatorName", "照库小吃店")),
                        null)
                .getId();
        Instant end = Instant.now().plus(PATIENCE);
        while (licences.getLicencesById(id, null).getState() != LicenceView.StateEnum.IN_FORCE) {
            require(Instant.now().isBefore(end), "the licence is not in force");
            Thread.sleep(100);
        }
        String code = licences.getLicencesByIdQrTxt(id, true, null);
        var verdict = new VerificationsApi(client).postVerifications(new VerificationRequest().text(code));
        require("VALID".equals(String.valueOf(verdict.getOutcome())), "the verdict is " + verdict.getOutcome());
        try {
            licences.getLicencesById("0".repeat(32), null);
            require(false, "a licence that is not there was found");
        } catch (ApiException e) {
            require(e.getCode() == 404 && e.getResponseBody().contains("LICENCE_UNKNOWN"), "not the problem: " + e);
        }
        System.out.println("the generated client works");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
