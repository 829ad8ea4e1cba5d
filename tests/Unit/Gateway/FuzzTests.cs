using System.Text;
using CsCheck;

namespace Unit.Gateway;

/// <summary>Whatever a client sends, it is the client's fault and never a 500.</summary>
public sealed class FuzzTests
{
    private static readonly Gen<string> Method = OneOf("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private static readonly Gen<string> Id = Gen.OneOf(
        Gen.Const(""), Gen.Const("/tom"), Gen.Const("/%2F%3F%23%25%7C"), Gen.Const("/%ED%A0%80"), Gen.Const("/%0A"), Gen.String[Gen.Char.AlphaNumeric, 1, 1500].Select(text => "/" + text),
        Gen.String[1, 10].Select(text => "/" + Uri.EscapeDataString(text)));

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.Const("1"), Gen.Const("-1"), Gen.Const("NaN"), Gen.Const("1e999"), Gen.Const("%00"), Gen.Const("wild"), Gen.Const("2026-02-30"), Gen.String[0, 20].Select(Uri.EscapeDataString));

    private static readonly Gen<string> Query = Gen.Select(OneOf("limit", "cursor", "mood", "minAge", "born", "temper", "x", ""), Value, (name, value) => $"{name}={value}")
        .Array[0, 3].Select(parts => parts.Length == 0 ? "" : "?" + string.Join('&', parts));

    private static readonly Gen<string> Header = OneOf("*", "\"v1\"", "W/\"v1\"", "\"a\", \"b\"", "v1", "\"", ",", "\"é\"", "W/", "*, \"v1\"");

    private static readonly Gen<string?> Body = OneOf<string?>(
        null, "", "{}", "[]", "null", "1", "{", """{"name":"Tom"}""", """{"name":1}""", """{"name":{"a":[{}]}}""", """{"age":1e999,"name":"x"}""", """{"age":1.5,"name":"x"}""", """{"name":"\ud800"}""",
        """{"id":"","name":"x"}""", """{"id":"\u0000","name":"x"}""", """{"id":{},"name":"x","shelterId":[]}""", """{"name":"x","born":"2026-02-30"}""", """{"name":"x","_etag":"1","ttl":5,"_model":"y"}""",
        """{"name":"x","createdAt":"never"}""", """{"":1,"name":"x","a/b":{"~":1}}""", """{"temper":"nobody","mood":null,"name":null}""");

    private static readonly Gen<string> ContentType = OneOf("application/json", "application/merge-patch+json", "text/plain", "application/json; charset=x", "x");

    [Fact]
    public async Task No_request_whatever_is_a_500()
    {
        var (gateway, _) = await KittenFunctions.StartAsync();
        await using var _1 = gateway;
        var requests = Gen.Select(Method, Id, Query, Body, ContentType, Header.Array[0, 2]);

        await requests.SampleAsync(
            async request =>
            {
                var (method, id, query, body, contentType, headers) = request;
                using var content = body is null || method is "GET" or "HEAD" ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                content?.Headers.TryAddWithoutValidation("Content-Type", contentType);
                (string, string)[] sent = [.. headers.Select((value, index) => (index == 0 ? "If-Match" : "If-None-Match", value))];
                using var response = await gateway.SendAsync(method, $"/api/shelters/oslo/kittens{id}{query}", content, gateway.Token("kittens:write"), sent);
                return (int)response.StatusCode < 500;
            },
            iter: 2_000,
            threads: 1,
            print: request => $"{request.Item1} {request.Item2}{request.Item3} {request.Item5} [{string.Join(" | ", request.Item6)}] {request.Item4}");
    }

    private static Gen<TValue> OneOf<TValue>(params TValue[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
