namespace EndToEnd;

/// <summary>What the app tells of its requests, and what needs no code of its own.</summary>
public sealed class AccessTests(RunningApp app)
{
    [Fact]
    public async Task An_access_is_notified_in_the_trace_of_its_request()
    {
        app.SkipUnlessOurs();
        await using var receiver = await WebhookReceiver.StartAsync();
        string[] function = ["AdoptCat"];
        await new TopicOverHttp(app.Writer, "api-access").SubscribeAsync(receiver, new { function });
        var shelter = new Shelter(app.Writer, RunningApp.NewShelter());
        var cat = await shelter.TakeInAsync();

        var adopted = (await shelter.AdoptAsync(cat)).Expect(200);

        var requestId = Assert.Single(adopted.Headers.GetValues("X-Request-Id"));
        var told = await receiver.NotificationAsync("the access is notified", message => message.Message.GetProperty("requestId").GetString() == requestId);
        var body = told.Message;
        Assert.Equal("POST", body.GetProperty("method").GetString());
        Assert.Equal(200, body.GetProperty("status").GetInt32());
        Assert.Equal("developer", body.GetProperty("principal").GetString());
        Assert.EndsWith("shelters/{shelterId}/cats/{id}/adoption", body.GetProperty("route").GetString(), StringComparison.Ordinal);
        var trace = Assert.Single(adopted.Headers.GetValues("traceresponse")).Split('-')[1];
        Assert.Equal(trace, body.GetProperty("traceId").GetString());
        Assert.Equal(trace, told.Headers["traceparent"].Split('-')[1]);
    }

    [Fact]
    public async Task A_sighting_is_published_without_code()
    {
        var accepted = (await app.Anonymous.PostAsync("api/sightings", """{"place":"quay","description":"black, one ear"}""")).Expect(202);
        var refused = await app.Anonymous.PostAsync("api/sightings", """{"place":7}""");

        Assert.NotEmpty(accepted.Json.GetProperty("messageId").GetString()!);
        refused.ExpectProblem(400, "validation-failed");
    }

    [Fact]
    public async Task Answers_say_how_long_they_took_in_development()
    {
        app.SkipUnlessOurs();
        var health = (await app.Anonymous.GetAsync("api/health")).Expect(200);

        Assert.Matches(@"^gateway;dur=\d+\.\d, function;dur=\d+\.\d$", Assert.Single(health.Headers.GetValues("Server-Timing")));
    }
}
