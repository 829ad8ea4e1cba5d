using System.Text.Json;
using Support;

namespace EndToEnd;

/// <summary>Work that takes longer than its request.</summary>
public sealed class OperationTests(RunningApp app)
{
    private readonly Shelter _shelter = new(app.Writer, RunningApp.NewShelter());

    [Fact]
    public async Task An_operation_is_accepted_done_and_told_to_whoever_asked_for_it()
    {
        await _shelter.TakeInAsync();
        await _shelter.AdoptAsync(await _shelter.TakeInAsync());

        var accepted = (await app.Writer.PostAsync("api/censuses", $$"""{"shelterId":"{{_shelter.Id}}"}""")).Expect(202);
        var location = accepted.Headers.Location!.OriginalString;
        var status = await FinishedAsync(app.Writer, location);

        Assert.EndsWith("/api/operations/" + accepted.Json.GetProperty("id").GetString(), location, StringComparison.Ordinal);
        Assert.Equal("accepted", accepted.Json.GetProperty("state").GetString());
        Assert.NotNull(accepted.Headers.RetryAfter);
        Assert.Equal("succeeded", status.GetProperty("state").GetString());
        Assert.Equal((2, 1), (status.GetProperty("result").GetProperty("cats").GetInt32(), status.GetProperty("result").GetProperty("waiting").GetInt32()));
        (await app.Anonymous.GetAsync(location)).ExpectProblem(404, "not-found");
        (await app.Writer.GetAsync("api/operations/nonsense")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_body_that_is_wrong_starts_nothing() =>
        (await app.Writer.PostAsync("api/censuses", "{}")).ExpectProblem(400, "validation-failed");

    [Fact]
    public async Task What_was_accepted_is_done_though_the_app_was_killed()
    {
        // An attempt that died counts as dead after its lease, which is minutes otherwise.
        var settings = new Dictionary<string, string> { ["Gateway__Operations__Lease"] = "00:00:02" };
        using var data = new DataDirectory();
        string location;
        await using (var first = await AppProcess.StartAsync(data.Path, Loopback.FreePort(), settings, cancellationToken: TestContext.Current.CancellationToken))
        {
            using var api = new Api(first.BaseAddress, await RunningApp.TokenAsync(data.Path));
            location = (await api.PostAsync("api/censuses", """{"shelterId":"oslo"}""")).Expect(202).Headers.Location!.OriginalString;
            await first.KillAsync();
        }

        await using var second = await AppProcess.StartAsync(data.Path, Loopback.FreePort(), settings, cancellationToken: TestContext.Current.CancellationToken);
        using var again = new Api(second.BaseAddress, await RunningApp.TokenAsync(data.Path));

        Assert.Equal("succeeded", (await FinishedAsync(again, location)).GetProperty("state").GetString());
    }

    private static Task<Answer> StatusAsync(Api api, string location) => api.GetAsync(location.TrimStart('/'));

    private static async Task<JsonElement> FinishedAsync(Api api, string location)
    {
        await Eventually.True(
            async () => (await StatusAsync(api, location)).Expect(200).Json.GetProperty("finishedAt").ValueKind != JsonValueKind.Null,
            "the operation is finished", TimeSpan.FromSeconds(150), TestContext.Current.CancellationToken);
        return (await StatusAsync(api, location)).Json;
    }
}
