using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Peers;

/// <summary>Causes messages of a FIFO topic: cares for cats step by step, several cats at once. Prints shelter, cat and step when the message is certain.</summary>
internal sealed class Carer(Caller caller, int cats, int messages)
{
    private const int Clients = 8;
    private static readonly string[] Shelters = ["oslo", "bergen", "tromso"];
    private int _started;

    /// <summary>Publishes so many messages about a hundredth as many cats, at least 12; 0 when all are.</summary>
    public static async Task<int> RunAsync(Uri app, string token, int messages)
    {
        using var caller = new Caller(app, token);
        var carer = new Carer(caller, Math.Max(12, messages / 100), messages);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => carer.CareAsync()));
        return 0;
    }

    private async Task CareAsync()
    {
        for (var number = Interlocked.Increment(ref _started); number <= cats; number = Interlocked.Increment(ref _started))
        {
            var shelter = Shelters[number % Shelters.Length];
            using var created = await caller.PostAsync($"api/shelters/{shelter}/cats", """{"name":"Tom","age":3}""", HttpStatusCode.Created);
            var cat = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            var steps = (messages / cats) + (number <= messages % cats ? 1 : 0);
            for (var step = 1; step <= steps; step++)
            {
                // Asked again with the same id, it is the same message.
                using var cared = await caller.PostAsync($"api/shelters/{shelter}/cats/{cat}/care", JsonSerializer.Serialize(new { id = $"{cat}-{step}", what = $"{step}" }), HttpStatusCode.OK);
                Console.WriteLine($"{shelter} {cat} {step}");
            }
        }
    }
}
