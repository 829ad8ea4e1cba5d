using System.Text;
using Microsoft.AspNetCore.Http;
using Virga.EventGrid;

namespace Integration.EventGrid;

public sealed class HandshakeTests
{
    [Theory]
    [InlineData("eventgrid.azure.net", "120", "120")]
    [InlineData("EventGrid.Azure.net", null, null)]
    [InlineData("eventgrid.azure.net", "many", "*")]
    public async Task OPTIONS_is_answered_with_the_origin_and_the_rate(string origin, string? rate, string? allowedRate)
    {
        var context = Options(origin, rate);

        Assert.True(await EventGridHandshake.TryAnswerAsync(context, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(200, context.Response.StatusCode);
        Assert.Equal(origin, context.Response.Headers["WebHook-Allowed-Origin"]);
        Assert.Equal(allowedRate ?? "", context.Response.Headers["WebHook-Allowed-Rate"].ToString());
    }

    [Fact]
    public async Task Another_origin_is_not_allowed_unless_the_options_say_so()
    {
        var (refused, allowed) = (Options("evil.example", null), Options("evil.example", "500"));

        await EventGridHandshake.TryAnswerAsync(refused, cancellationToken: TestContext.Current.CancellationToken);
        await EventGridHandshake.TryAnswerAsync(allowed, new EventGridHandshakeOptions { AllowedOrigins = ["*"], AllowedRate = 60 }, TestContext.Current.CancellationToken);

        Assert.Equal(403, refused.Response.StatusCode);
        Assert.False(refused.Response.Headers.ContainsKey("WebHook-Allowed-Origin"));
        Assert.Equal(("evil.example", "60"), (allowed.Response.Headers["WebHook-Allowed-Origin"].ToString(), allowed.Response.Headers["WebHook-Allowed-Rate"].ToString()));
    }

    [Theory]
    [InlineData("""[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"c-1"}}]""", 200, """{"validationResponse":"c-1"}""")]
    [InlineData("""{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"c-1"}}""", 200, """{"validationResponse":"c-1"}""")]
    [InlineData("""[{"eventType":"Other","data":{"validationCode":"c-1"}}]""", 400, "")]
    [InlineData("""[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{}}]""", 400, "")]
    [InlineData("""[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":5}]""", 400, "")]
    [InlineData("""[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"\ud800"}}]""", 400, "")]
    [InlineData("[]", 400, "")]
    [InlineData("nonsense", 400, "")]
    public async Task The_validation_event_is_answered_with_its_code(string body, int status, string answer)
    {
        var context = Post(body, "SubscriptionValidation");

        Assert.True(await EventGridHandshake.TryAnswerAsync(context, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal(answer, Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()));
    }

    [Fact]
    public async Task Anything_else_is_left_alone()
    {
        var preflight = new DefaultHttpContext();
        preflight.Request.Method = "OPTIONS";

        Assert.False(await EventGridHandshake.TryAnswerAsync(preflight, cancellationToken: TestContext.Current.CancellationToken));
        Assert.False(await EventGridHandshake.TryAnswerAsync(Post("[]", "Notification"), cancellationToken: TestContext.Current.CancellationToken));
    }

    private static DefaultHttpContext Options(string origin, string? rate)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "OPTIONS";
        context.Request.Headers["WebHook-Request-Origin"] = origin;
        if (rate is not null)
        {
            context.Request.Headers["WebHook-Request-Rate"] = rate;
        }

        return context;
    }

    private static DefaultHttpContext Post(string body, string type)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Headers["aeg-event-type"] = type;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Response.Body = new MemoryStream();
        return context;
    }
}
