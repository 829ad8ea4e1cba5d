using System.Text.Json;
using Support;

namespace EndToEnd;

/// <summary>Subscriptions over HTTP: made, found again, listed with the functions of the code among them.</summary>
public sealed class SubscriptionApiTests(RunningApp app) : ReceiverTests(app)
{
    private const string Function = "fn:record-adoption";

    [Fact]
    public async Task A_subscription_is_made_once_and_found_again_while_it_waits_and_afterwards()
    {
        Receiver.Confirms = false;
        var topic = await TopicOverHttp.CreateAsync(App.Writer);

        var made = (await topic.RequestAsync(Receiver.Endpoint)).Expect(201).Json;
        var found = (await topic.RequestAsync(Receiver.Endpoint)).Expect(200).Json;
        Receiver.Confirms = true;
        (await topic.RequestAsync(Receiver.Endpoint)).Expect(200);
        await Eventually.True(async () => await topic.StatusAsync(IdOf(made)) == "confirmed", "the endpoint has confirmed", cancellationToken: Cancellation);
        var confirmed = (await topic.RequestAsync(Receiver.Endpoint)).Expect(200).Json;

        Assert.Equal((IdOf(made), IdOf(made)), (IdOf(found), IdOf(confirmed)));
        Assert.Equal(("pending", "confirmed"), (found.GetProperty("status").GetString(), confirmed.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_queue_is_subscribed_at_once()
    {
        var topic = await TopicOverHttp.CreateAsync(App.Writer);
        const string Queue = """{"protocol":"queue","endpoint":"inbox"}""";

        var made = (await App.Writer.PostAsync($"{topic.Path}/subscriptions", Queue)).Expect(201).Json;
        var found = (await App.Writer.PostAsync($"{topic.Path}/subscriptions", Queue)).Expect(200).Json;

        Assert.Equal("confirmed", made.GetProperty("status").GetString());
        Assert.Equal(IdOf(made), IdOf(found));
    }

    [Fact]
    public async Task Functions_of_the_code_are_listed_first_page_by_page()
    {
        var topic = new TopicOverHttp(App.Writer, "cat-adopted");
        string[] city = [RunningApp.NewShelter()];
        var webhook = await topic.SubscribeAsync(Receiver, new { city });

        var ids = (await App.Writer.ItemsAsync($"{topic.Path}/subscriptions?limit=1")).Select(IdOf).ToList();

        Assert.Equal(Function, ids[0]);
        Assert.Contains(webhook, ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task A_function_is_shown_like_an_endpoint_and_changed_in_the_code_only()
    {
        var path = $"api/topics/cat-adopted/subscriptions/{Function}";

        var shown = (await App.Writer.GetAsync(path)).Expect(200).Json;

        Assert.Equal(("function", "function:record-adoption", "confirmed"), (shown.GetProperty("protocol").GetString(), shown.GetProperty("endpoint").GetString(), shown.GetProperty("status").GetString()));
        Assert.Contains("app's code", (await App.Writer.DeleteAsync(path)).ExpectProblem(400, "invalid-parameter").Text, StringComparison.Ordinal);
        (await App.Writer.GetAsync("api/topics/cat-adopted/subscriptions/fn:nobody")).ExpectProblem(404, "not-found");
    }

    private static string IdOf(JsonElement subscription) => subscription.GetProperty("id").GetString()!;
}
