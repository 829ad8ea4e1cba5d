using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Virga.Documents;
using Virga.Gateway;
using Virga.Notifications;

namespace Unit.Gateway;

public sealed class ProblemMapTests
{
    private const string Secret = "secret internals";

    public static TheoryData<Exception, int, string> Exceptions => new()
    {
        { new DocumentNotFoundException(Secret), 404, "document-not-found" },
        { new DocumentExistsException(Secret), 409, "document-exists" },
        { new ETagMismatchException(Secret), 412, "etag-mismatch" },
        { new ConditionFailedException(Secret), 409, "condition-failed" },
        { new DocumentTooLargeException(Secret), 413, "document-too-large" },
        { new StoreRequestException(Secret), 500, "internal" },
        { new StoreThrottledException(Secret, TimeSpan.FromSeconds(1)), 503, "store-throttled" },
        { new StoreUnavailableException(Secret), 503, "store-unavailable" },
        { new TransactionFailedException(1, "x", new DocumentExistsException(Secret)), 409, "document-exists" },
        { new TransactionFailedException(1, "x", new StoreThrottledException(Secret, TimeSpan.FromSeconds(1))), 503, "store-throttled" },
        { new ValidationException("cat", [new DocumentFault(DocumentPath.Of("a"), "required", "It must be there.", null)]), 400, "validation-failed" },
        { new CursorException(Secret, CursorFault.Foreign), 400, "cursor-invalid" },
        { new EventTransportException(Secret, isTransient: true), 503, "transport-unavailable" },
        { new EventTransportException(Secret, isTransient: false), 500, "internal" },
        { new BadHttpRequestException(Secret, 413), 413, "body-too-large" },
        { new BadHttpRequestException(Secret, 400), 400, "bad-request" },
        { new BadHttpRequestException(Secret, 408), 408, "bad-request" },
        { new TimeoutException(Secret), 504, "timeout" },
        { new TaskCanceledException(Secret), 504, "timeout" },
        { new GatewayException(418, "teapot", "I am a teapot."), 418, "teapot" },
        { new JsonException(Secret), 500, "internal" },
        { new ArgumentException(Secret), 500, "internal" },
        { new NotificationException(NotificationErrors.InvalidParameter, "Invalid parameter: TopicArn"), 400, "invalid-parameter" },
        { new NotificationException(NotificationErrors.NotFound, "Topic does not exist"), 404, "not-found" },
        { new NotificationException(NotificationErrors.SubscriptionLimitExceeded, "Full"), 403, "subscription-limit-exceeded" },
        { new NotificationException(NotificationErrors.SubscriptionConflict, "Busy"), 409, "subscription-conflict" },
        { new NotificationException(NotificationErrors.WebhooksNotConfigured, "No key"), 501, "webhooks-not-configured" },
        { new NotificationException("new", Secret), 500, "internal" },
    };

    [Theory]
    [MemberData(nameof(Exceptions), DisableDiscoveryEnumeration = true)]
    public void Every_exception_has_its_status_and_code_and_keeps_its_internals(Exception exception, int status, string code)
    {
        var problem = ProblemMap.Of(exception);

        Assert.Equal((status, code), (problem.Status, problem.Code));
        Assert.DoesNotContain(Secret, problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(problem.Errors, error => error.Message.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_condition_is_a_failed_precondition_when_the_request_has_one() =>
        Assert.Equal(412, ProblemMap.Of(new ConditionFailedException("no"), hasIfMatch: true).Status);

    [Fact]
    public void Throttling_says_when_to_come_back() =>
        Assert.Equal(TimeSpan.FromSeconds(3), ProblemMap.Of(new StoreThrottledException("slow", TimeSpan.FromSeconds(3))).RetryAfter);

    [Fact]
    public void Faults_point_into_the_body()
    {
        var path = DocumentPath.Of("a/b", "c~d").Append(2);
        var problem = ProblemMap.Of(new ValidationException("cat", [new DocumentFault(path, "required", "It must be there.", null)]));

        Assert.Equal(new ProblemError("/a~1b/c~0d/2", "required", "It must be there."), problem.Errors.Single());
    }

    [Fact]
    public void Every_code_of_a_notification_is_known()
    {
        var codes = typeof(NotificationErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.DoesNotContain(codes, code => ProblemMap.Of(new NotificationException(code, "x")).Code == "internal");
    }

    [Fact]
    public void Codes_are_unique() => Assert.Equal(ProblemMap.Codes.Count, ProblemMap.Codes.Select(code => code.Code).Distinct().Count());

    [Theory]
    [InlineData(399)]
    [InlineData(600)]
    public void A_refusal_has_an_error_status(int status) => Assert.Throws<ArgumentOutOfRangeException>(() => new GatewayException(status, "x", "x"));
}
