using System.Globalization;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>A query as it was sent: text, parameters and page.</summary>
internal sealed class QueryRequest
{
    private const int DefaultPage = 100;
    private const int LargestPage = 1000;

    public required string Text { get; init; }

    public required IReadOnlyDictionary<string, Value> Parameters { get; init; }

    public required int PageSize { get; init; }

    public string? Continuation { get; init; }

    /// <summary>Where a client that plans for itself goes on; null at the beginning.</summary>
    public ResumeFilter? Resume { get; init; }

    public static QueryRequest Of(WireRequest request)
    {
        JsonElement body;
        try
        {
            using var json = JsonDocument.Parse(request.Body);
            body = json.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw WireFault.BadRequest("The query is not valid JSON: " + exception.Message);
        }

        if (body.ValueKind == JsonValueKind.String)
        {
            return new QueryRequest { Text = body.GetString()!, Parameters = new Dictionary<string, Value>(), PageSize = Page(request), Continuation = Token(request) };
        }

        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("query", out var text) || text.ValueKind != JsonValueKind.String)
        {
            throw WireFault.BadRequest("The body of a query needs the property 'query'.");
        }

        var parameters = new Dictionary<string, Value>(StringComparer.Ordinal);
        if (body.TryGetProperty("parameters", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var parameter in list.EnumerateArray())
            {
                parameters[parameter.GetProperty("name").GetString()!] = parameter.TryGetProperty("value", out var value) ? Value.Of(value) : Value.Undefined;
            }
        }

        return new QueryRequest { Text = text.GetString()!, Parameters = parameters, PageSize = Page(request), Continuation = Token(request), Resume = ResumeFilter.Parse(body) };
    }

    public static int Page(WireRequest request)
    {
        if (request.Header(WireHeaders.MaxItemCount) is not { } text)
        {
            return DefaultPage;
        }

        return !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size) || size is 0 or < -1
            ? throw WireFault.BadRequest($"The page size '{text}' is neither -1 nor a number above 0.")
            : size == -1 ? LargestPage : Math.Min(size, LargestPage);
    }

    /// <summary>The continuation token, without the mark of <see cref="SplitGuard"/>.</summary>
    public static string? Token(WireRequest request) => request.Header(WireHeaders.Continuation) is { Length: > 0 } token ? token.Split(SplitGuard.Mark)[0] : null;

    /// <summary>The values of the parameters a query asks for, in its order.</summary>
    public Value[] Bind(ParsedQuery query) =>
        [.. query.Parameters.Select(name => Parameters.TryGetValue(name, out var value) ? value : throw WireFault.BadRequest($"The query parameter '{name}' has no value."))];
}
