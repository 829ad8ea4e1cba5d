using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shelter.Cats;
using Support;
using Virga.Testing;

namespace Sample.Fuzz;

/// <summary>Whatever is sent to any endpoint, the answer is one that the OpenAPI document tells of, and never a 500.</summary>
/// <remarks>Every request follows from its number and the ids that earlier answers brought: the same run finds the same. <c>VIRGA_FUZZ</c> is how many are sent (2,000), <c>VIRGA_FUZZ_FIRST</c> the first number.</remarks>
public sealed class FuzzTests : IAsyncDisposable
{
    private static readonly int Count = Setting("VIRGA_FUZZ", 2_000);
    private static readonly int First = Setting("VIRGA_FUZZ_FIRST", 1);

    private readonly VirgaApplicationFactory<CatFunctions> _app = new();
    private readonly FuzzKnown _known = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Every_answer_is_as_described_and_none_is_a_500()
    {
        using var client = _app.CreateClient();
        var document = new ApiDocument((await client.GetFromJsonAsync<JsonObject>("api/openapi.json", Token))!);
        var token = _app.Token(Scopes(document));
        await TakeCatsInAsync(client, token);

        var faults = new List<string>();
        var kinds = new Dictionary<string, int>();
        var progress = new LongRun("requests", Count);
        for (var number = First; number < First + Count && faults.Count < 20; number++)
        {
            progress.Report(number - First);
            var random = new Random(number);
            var request = new FuzzRequest(document, document.Operations[random.Next(document.Operations.Count)], _known, random);
            using var message = request.ToMessage(random.Next(12) switch { 0 => null, 1 => "no-token", _ => token });
            using var answer = await client.SendAsync(message, Token);
            var body = await answer.Content.ReadAsStringAsync(Token);
            var kind = $"{request.Operation.Id} {request.Method} {(int)answer.StatusCode}";
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            _known.Learn(request.Operation, body);
            faults.AddRange(Faults(document, request, answer, body).Select(fault => $"#{number} {request}\n   answered {(int)answer.StatusCode} {body}\n   {fault}"));
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        var good = document.Operations.Count(operation => kinds.Keys.Any(kind => kind.StartsWith($"{operation.Id} {operation.Method} 2", StringComparison.Ordinal)));
        Assert.True(Count < 2_000 || good * 2 > document.Operations.Count, $"Only {good} of {document.Operations.Count} operations gave a good answer: nothing is tested of the others' bodies.");
    }

    private static IEnumerable<string> Faults(ApiDocument document, FuzzRequest request, HttpResponseMessage answer, string body)
    {
        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (status[0] == '5')
        {
            return [$"a {status}"];
        }

        if (request.Method != request.Operation.Method)
        {
            // Another operation of this path or of one like it, or none: what is answered is theirs to describe, or the catch-all's. Methods that no function takes are the host's.
            return status[0] is '2' or '3' || request.Method is "HEAD" or "TRACE" or "FUZZ" || type == "application/problem+json" ? [] : ["a refusal that is no problem"];
        }

        return Described(document, request.Operation, status, type, body, request.IsPartial);
    }

    private static IEnumerable<string> Described(ApiDocument document, ApiOperation operation, string status, string? type, string body, bool isPartial)
    {
        if (operation.Responses[status] is not { } described)
        {
            return [$"status {status} is not described"];
        }

        var content = document.Resolve(described)["content"]?.AsObject();
        if (content is null)
        {
            return body.Length == 0 ? [] : ["a body that is not described"];
        }

        if (type is null || !content.ContainsKey(type))
        {
            return [$"the content type {type} is not described"];
        }

        return type.EndsWith("json", StringComparison.Ordinal) ? new SchemaCheck(document, isPartial && status[0] == '2').Faults(content[type]!["schema"]!, Parse(body)) : [];
    }

    private static JsonNode? Parse(string body) => JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });

    private static string Scopes(ApiDocument document) => string.Join(' ', document.Operations
        .SelectMany(operation => operation.Definition["security"]?.AsArray() ?? [])
        .SelectMany(way => way!["bearer"]?.AsArray() ?? [])
        .Select(scope => (string)scope!).Distinct());

    private async Task TakeCatsInAsync(HttpClient client, string token)
    {
        for (var cat = 0; cat < 5; cat++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/shelters/oslo/cats") { Content = JsonContent.Create(new { id = $"cat-{cat}", name = $"Tom {cat}", age = cat }) };
            request.Headers.Add("Authorization", "Bearer " + token);
            using var answer = await client.SendAsync(request, Token);
            answer.EnsureSuccessStatusCode();
            _known.Add("id", $"cat-{cat}");
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : usual;
}
