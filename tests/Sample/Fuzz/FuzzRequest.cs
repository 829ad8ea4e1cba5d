using System.Text;
using System.Text.Json.Nodes;

namespace Sample.Fuzz;

/// <summary>A request made up from an operation's description, some of it wrong on purpose.</summary>
internal sealed class FuzzRequest
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "TRACE", "FUZZ"];
    private static readonly string[] ContentTypes = ["application/json", "application/json; charset=utf-16", "text/plain", "application/xml", "x", "application/json-patch+json"];
    private static readonly string[] Accepts = ["*/*", "application/json", "application/*;q=0.5", "text/html", "x", "application/json;q=0", ""];
    private static readonly string[] Tags = ["*", "\"v1\"", "W/\"v1\"", "\"a\", \"b\"", "v1", "\"", ",", "W/", "*, \"v1\""];

    private readonly Random _random;
    private readonly SchemaValues _values;

    public FuzzRequest(ApiDocument document, ApiOperation operation, FuzzKnown known, Random random)
    {
        (Operation, _random, _values) = (operation, random, new SchemaValues(document, random));
        Method = Rarely(20) ? OneOf(Methods) : operation.Method;
        Path = PathOf(operation, known) + QueryOf(operation, known);
        foreach (var header in operation.Parameters("header").Where(header => (bool?)header["required"] == true ? !Rarely(20) : Rarely(2)))
        {
            var name = (string)header["name"]!;
            Headers.Add((name, name.StartsWith("If-", StringComparison.Ordinal) ? OneOf(Tags) : Rarely(3) ? Plain(_values.Text()) : Plain(_values.Right(header["schema"]!)?.ToString() ?? "")));
        }

        if (Rarely(8))
        {
            Headers.Add(("Accept", OneOf(Accepts)));
        }

        if (operation.Bodies is { Count: > 0 } bodies && Method is not ("GET" or "HEAD") && !Rarely(30))
        {
            var (type, media) = bodies.ElementAt(random.Next(bodies.Count));
            Body = BodyOf(media!["schema"]!);
            ContentType = Rarely(15) ? OneOf(ContentTypes) : type;
        }
    }

    public ApiOperation Operation { get; }

    public string Method { get; }

    public string Path { get; }

    public List<(string Name, string Value)> Headers { get; } = [];

    public byte[]? Body { get; }

    public string? ContentType { get; }

    /// <summary>Whether the answer may be a part of what is described, because the request says which fields it wants.</summary>
    public bool IsPartial => Path.Contains("fields=", StringComparison.Ordinal);

    public HttpRequestMessage ToMessage(string? token)
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Path);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        if (token is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    public override string ToString() =>
        $"{Operation.Id}: {Method} {Path} [{string.Join(" | ", Headers)}] {ContentType} {(Body is null ? "" : Encoding.UTF8.GetString(Body))}";

    private string PathOf(ApiOperation operation, FuzzKnown known)
    {
        var path = operation.Path;
        foreach (var parameter in operation.Parameters("path"))
        {
            path = path.Replace($"{{{parameter["name"]}}}", Uri.EscapeDataString(Segment(Rarely(5) ? _values.Text() : known.For((string)parameter["name"]!, _random))), StringComparison.Ordinal);
        }

        return path;
    }

    private string QueryOf(ApiOperation operation, FuzzKnown known)
    {
        var parts = new List<string>();
        foreach (var parameter in operation.Parameters("query"))
        {
            if ((bool?)parameter["required"] == true ? !Rarely(10) : Rarely(3))
            {
                var value = Rarely(4) ? _values.Text() : Rarely(6) ? known.For((string)parameter["name"]!, _random) : _values.Right(parameter["schema"]!)?.ToString() ?? "";
                parts.Add($"{parameter["name"]}={Uri.EscapeDataString(value)}");
            }
        }

        if (Rarely(40))
        {
            parts.Add($"{Uri.EscapeDataString(_values.Text())}={Uri.EscapeDataString(_values.Text())}");
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private byte[] BodyOf(JsonNode schema)
    {
        var value = _values.Right(schema);
        if (Rarely(3))
        {
            value = _values.Wrong(value);
        }

        var text = value?.ToJsonString() ?? "null";
        return _random.Next(40) switch
        {
            0 => [],
            1 => Encoding.UTF8.GetBytes(text[..(text.Length / 2)]),
            2 => [0xFF, 0xFE, .. Encoding.UTF8.GetBytes(text)],
            3 => Encoding.UTF8.GetBytes("""{"a":1,"a":2}"""),
            4 => Encoding.UTF8.GetBytes("""{"name":"\ud800"}"""),
            5 => Encoding.UTF8.GetBytes(new string('[', 200)),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    /// <summary>An empty segment, or one of dots, is another path.</summary>
    private static string Segment(string text)
    {
        // The test server takes no null character; Kestrel answers it itself.
        var segment = text.Replace('\0', 'x');
        return segment.Trim('.').Trim().Length == 0 ? "x" : segment;
    }

    /// <summary>What a client lets stand in a header.</summary>
    private static string Plain(string text) => new([.. text.Where(letter => letter is >= ' ' and < '\u007f')]);

    private bool Rarely(int one) => _random.Next(one) == 0;

    private string OneOf(string[] list) => list[_random.Next(list.Length)];
}
