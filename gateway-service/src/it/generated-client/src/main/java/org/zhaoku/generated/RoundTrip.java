package org.zhaoku.generated;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.zhaoku.generated.api.AuthoritiesApi;
import org.zhaoku.generated.api.JobsApi;
import org.zhaoku.generated.api.LicencesApi;
import org.zhaoku.generated.api.StatisticsApi;
import org.zhaoku.generated.api.TypesApi;
import org.zhaoku.generated.api.VerificationsApi;
import org.zhaoku.generated.model.AuthorityRequest;
import org.zhaoku.generated.model.IssueRequest;
import org.zhaoku.generated.model.LicenceView;
import org.zhaoku.generated.model.Month;
import org.zhaoku.generated.model.RenewalRequest;
import org.zhaoku.generated.model.SearchRequest;
import org.zhaoku.generated.model.TypeRequest;
import org.zhaoku.generated.model.TypeRequestField;
import org.zhaoku.generated.model.VerificationRequest;

/** From a department to a verdict, a renewal, search, feed and statistics, by generated code alone. Arguments: address and token of a gateway. */
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
                                .validTo(LocalDate.now().plusYears(1))
                                .fields(Map.of("OperatorName", "照库小吃店")),
                        null)
                .getId();
        awaitInForce(licences, id);
        String code = licences.getLicencesByIdQrTxt(id, true, null);
        var verdict = new VerificationsApi(client).postVerifications(new VerificationRequest().text(code));
        require("VALID".equals(String.valueOf(verdict.getOutcome())), "the verdict is " + verdict.getOutcome());
        try {
            licences.getLicencesById("0".repeat(32), null);
            require(false, "a licence that is not there was found");
        } catch (ApiException e) {
            require(e.getCode() == 404 && e.getResponseBody().contains("LICENCE_UNKNOWN"), "not the problem: " + e);
        }
        String next = licences.postLicencesByIdRenewals(id, new RenewalRequest().validTo("2099-12-31"), null)
                .getId();
        awaitInForce(licences, next);
        LicenceView old = licences.getLicencesById(id, null);
        require(next.equals(old.getReplacedBy()), "the renewed licence does not name the next");
        var found = licences.postLicencesSearch(
                new SearchRequest().department(DEPARTMENT).state(SearchRequest.StateEnum.IN_FORCE));
        require(found.getLicences().size() == 1, "expected one licence in force, got " + found);
        until("the feed has both", () -> licences.getLicencesFeed(DEPARTMENT, null, null)
                        .getLicences()
                        .size()
                == 2);
        until("both are counted", () -> new StatisticsApi(client)
                        .getStatistics(DEPARTMENT, TYPE, null, null).stream()
                                .mapToLong(Month::getIssued)
                                .sum()
                == 2);
        require(new JobsApi(client).getJobs(null, null).isEmpty(), "there are jobs that nobody made");
        System.out.println("the generated client works");
    }

    private static void awaitInForce(LicencesApi licences, String id) throws ApiException, InterruptedException {
        until(
                "the licence is in force",
                () -> licences.getLicencesById(id, null).getState() == LicenceView.StateEnum.IN_FORCE);
    }

    /** A question to the gateway. */
    private interface Question {
        boolean isSo() throws ApiException;
    }

    private static void until(String what, Question question) throws ApiException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!question.isSo()) {
            require(Instant.now().isBefore(end), "not in time: " + what);
            Thread.sleep(100);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
