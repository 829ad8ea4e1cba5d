using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Peers;

/// <summary>Causes messages: takes cats in and has them adopted, and asks again whatever a dying app left unanswered. Prints shelter and cat when the message is certain.</summary>
internal sealed class Publisher(Caller caller)
{
    private const int Clients = 4;
    private static readonly string[] Shelters = ["oslo", "bergen", "tromso"];
    private int _started;

    /// <summary>Publishes so many messages; 0 when all are.</summary>
    public static async Task<int> RunAsync(Uri app, string token, int messages)
    {
        using var caller = new Caller(app, token);
        var publisher = new Publisher(caller);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => publisher.PublishAsync(messages)));
        return 0;
    }

    private async Task PublishAsync(int messages)
    {
        for (var number = Interlocked.Increment(ref _started); number <= messages; number = Interlocked.Increment(ref _started))
        {
            var shelter = Shelters[number % Shelters.Length];

            // A cat whose answer was lost stays unadopted, and nobody hears of it.
            using var created = await caller.PostAsync($"api/shelters/{shelter}/cats", """{"name":"Tom","age":3}""", HttpStatusCode.Created);
            var cat = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

            // Conflict: an adoption whose answer was lost had happened. Nobody else adopts this cat.
            using var adopted = await caller.PostAsync($"api/shelters/{shelter}/cats/{cat}/adoption", """{"adopter":"Ann"}""", HttpStatusCode.OK, HttpStatusCode.Conflict);
            Console.WriteLine($"{shelter} {cat}");
        }
    }
}
