using System.Globalization;
using Support;

namespace EndToEnd;

/// <summary>The app as a process: how it starts, what it refuses, how it stops, what is left.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly DataDirectory _data = new();
    private readonly DataDirectory _otherData = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _data.Dispose();
        _otherData.Dispose();
    }

    [Fact]
    public async Task Ctrl_C_stops_cleanly_and_the_data_is_there_at_the_next_start()
    {
        string cat;
        int exitCode;
        await using (var first = await AppProcess.StartAsync(_data.Path, Loopback.FreePort(), cancellationToken: Cancellation))
        {
            using var writer = new Api(first.BaseAddress, await RunningApp.TokenAsync(_data.Path));
            cat = await new Shelter(writer, "oslo").TakeInAsync();
            exitCode = await first.InterruptAsync(Cancellation);
        }

        await using var second = await AppProcess.StartAsync(_data.Path, Loopback.FreePort(), cancellationToken: Cancellation);
        using var reader = new Api(second.BaseAddress);

        Assert.Equal(0, exitCode);
        (await reader.GetAsync($"api/shelters/oslo/cats/{cat}")).Expect(200);
    }

    [Fact]
    public async Task What_was_exported_can_be_imported_elsewhere()
    {
        var file = Path.Combine(_otherData.Path, "cats.jsonl.gz");
        string cat;
        await using (var first = await AppProcess.StartAsync(_data.Path, Loopback.FreePort(), cancellationToken: Cancellation))
        {
            using var writer = new Api(first.BaseAddress, await RunningApp.TokenAsync(_data.Path));
            cat = await new Shelter(writer, "oslo").TakeInAsync();
            await first.InterruptAsync(Cancellation);
        }

        var exported = await AppProcess.RunAsync(_data.Path, Cancellation, "export", "--out", file, "--model", "cat");
        var imported = await AppProcess.RunAsync(_otherData.Path, Cancellation, "import", "--in", file, "--validate");
        var migrated = await AppProcess.RunAsync(_otherData.Path, Cancellation, "migrate", "--dry-run");

        Assert.Contains("1 documents", exported, StringComparison.Ordinal);
        Assert.Contains("1 documents written, 0 left out, 0 failed", imported, StringComparison.Ordinal);
        Assert.Equal("Nothing to migrate: no model has a version above 1.", migrated);
        await using var second = await AppProcess.StartAsync(_otherData.Path, Loopback.FreePort(), cancellationToken: Cancellation);
        using var reader = new Api(second.BaseAddress);
        (await reader.GetAsync($"api/shelters/oslo/cats/{cat}")).Expect(200);
        (await reader.GetAsync("api/shelters/oslo/cats?filter=age%20ge%200&sort=-age")).Expect(200);
    }

    [Fact]
    public async Task The_start_shows_the_functions_with_their_URLs()
    {
        await using var app = await AppProcess.StartAsync(_data.Path, Loopback.FreePort(), cancellationToken: Cancellation);

        await Eventually.True(
            () => app.Output.Contains($":{app.BaseAddress.Port}/api/shelters/{{shelterId}}/cats", StringComparison.Ordinal)
                && app.Output.Contains("DeliverEvents", StringComparison.Ordinal),
            "the functions are shown",
            cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_busy_port_is_refused_by_its_number()
    {
        var port = Loopback.FreePort();
        await using var first = await AppProcess.StartAsync(_data.Path, port, cancellationToken: Cancellation);

        await using var second = AppProcess.Launch(_otherData.Path, port);

        Assert.NotEqual(0, await second.ExitAsync(Cancellation));
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_by_the_pid_of_the_first()
    {
        await using var first = await AppProcess.StartAsync(_data.Path, Loopback.FreePort(), cancellationToken: Cancellation);

        await using var second = AppProcess.Launch(_data.Path, Loopback.FreePort());

        Assert.NotEqual(0, await second.ExitAsync(Cancellation));
        Assert.Contains(first.Id.ToString(CultureInfo.InvariantCulture), second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apps_with_data_and_ports_of_their_own_run_side_by_side()
    {
        await using var first = await AppProcess.StartAsync(_data.Path, Loopback.FreePort(), cancellationToken: Cancellation);
        await using var second = await AppProcess.StartAsync(_otherData.Path, Loopback.FreePort(), cancellationToken: Cancellation);
        using var writer = new Api(first.BaseAddress, await RunningApp.TokenAsync(_data.Path));
        using var stranger = new Api(second.BaseAddress, await RunningApp.TokenAsync(_data.Path));

        await new Shelter(writer, "oslo").TakeInAsync();

        (await stranger.PostAsync("api/shelters/oslo/cats", """{"name":"Tom","age":3}""")).ExpectProblem(401);
    }

    [Fact]
    public async Task Every_wrong_setting_is_told_and_the_app_does_not_start()
    {
        await using var app = AppProcess.Launch(_data.Path, Loopback.FreePort(), new Dictionary<string, string>
        {
            ["Gateway__Timeout"] = "soon",
            ["Cosmos__Databse"] = "cats",
            ["Notifications__Signing__Pfx"] = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)",
        });

        var exitCode = await app.ExitAsync(Cancellation);

        Assert.Equal(1, exitCode);
        Assert.Contains(" faults in the settings of this app:", app.Output, StringComparison.Ordinal);
        Assert.Contains("Gateway:Timeout is 'soon', which is no time", app.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean Cosmos:Database?", app.Output, StringComparison.Ordinal);
        Assert.Contains("Notifications:Signing:Pfx is a Key Vault reference that was not resolved.", app.Output, StringComparison.Ordinal);
    }
}
