using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Support;

namespace Benchmarks;

/// <summary>What is measured, against what.</summary>
internal static class Scenarios
{
    private const string NewCatJson = """{"name":" Tom ","age":3}""";
    private const string CatsPath = "/api/shelters/oslo/cats";

    public static TargetCommand Bare { get; } = new("bare minimal API", Own, ["bare"], "/api/health", "");

    public static TargetCommand App(string data) => new("the app", AppAssembly, [], "/api/health", data);

    public static IReadOnlyList<Scenario> All(string data) =>
    [
        new("GET one cat", App(Path.Combine(data, "app")), Bare, GetOneCatAsync),
        new("POST a cat", App(Path.Combine(data, "app")), Bare, PostACatAsync),
    ];

    private static string Own => typeof(Scenarios).Assembly.Location;

    private static string AppAssembly => Repository.PathOf(
        $"Functions/bin/Local/{typeof(Scenarios).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration}/net10.0/Functions.dll");

    private static async Task<RequestTemplate> GetOneCatAsync(TargetProcess server, TargetCommand command, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        http.DefaultRequestHeaders.Authorization = await TokenAsync(command, cancellationToken) is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        using var body = new StringContent(NewCatJson, MediaTypeHeaderValue.Parse("application/json"));
        using var created = await http.PostAsync(new Uri(CatsPath, UriKind.Relative), body, cancellationToken);
        var cat = await created.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);

        return RequestTemplate.Get($"{CatsPath}/{cat.GetProperty("id").GetString()}");
    }

    private static async Task<RequestTemplate> PostACatAsync(TargetProcess server, TargetCommand command, CancellationToken cancellationToken) =>
        RequestTemplate.Post(CatsPath, NewCatJson, await TokenAsync(command, cancellationToken));

    // The app's own command makes it; the bare API asks for none.
    private static async Task<string?> TokenAsync(TargetCommand command, CancellationToken cancellationToken)
    {
        if (command == Bare)
        {
            return null;
        }

        var start = new ProcessStartInfo("dotnet", [command.Assembly, "token", "--scope", "cats:write"]) { RedirectStandardOutput = true };
        start.Environment["VIRGA_DATA"] = command.Data;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        using var process = Process.Start(start)!;
        var token = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        return token.Trim();
    }
}
