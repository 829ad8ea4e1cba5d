using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Authorization;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class TypedBodyTests
{
    [Theory]
    [InlineData("""{"lines":[{"sku":1,"count":"two"},{"count":3}],"due":"soon"}""", "/customer required, /due wrong-type, /lines/0/count wrong-type, /lines/0/sku wrong-type, /lines/1/sku required")]
    [InlineData("""{"customer":null,"lines":{},"notes":{"a":1}}""", "/customer required, /lines wrong-type, /notes/a wrong-type")]
    [InlineData("""[]""", " wrong-type")]
    [InlineData("""{"customer":"Ann","lines":[null]}""", "/lines/0 required")]
    [InlineData("""{"customer":"","lines":[{"sku":"abc","count":0},{"sku":"ABC-123","count":101}]}""", "/customer required, /lines/0/count out-of-range, /lines/0/sku pattern-mismatch, /lines/1/count out-of-range")]
    [InlineData("""{"customer":"Ann","lines":[],"extras":{"a/b":{"sku":"abc","count":0},"c":null},"notes":{"n":null}}""", "/extras/a~1b/count out-of-range, /extras/a~1b/sku pattern-mismatch, /extras/c required, /notes/n required")]
    public async Task All_faults_of_a_body_are_told_with_their_places(string body, string faults)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/orders", Answers.Body(body));

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Equal(faults, string.Join(", ", problem.Errors().Select(error => $"{error.Pointer} {error.Code}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_good_body_is_read()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/orders", Answers.Body("""{"customer":"Ann","lines":[{"sku":"ABC-123","count":2}],"notes":{"a":"b"}}"""));

        Assert.Equal("Ann 2", await response.TextAsync());
    }

    [Fact]
    public async Task A_thousand_faults_are_told_as_a_hundred()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/orders", Answers.Body($$"""{"customer":"Ann","lines":[{{string.Join(',', Enumerable.Repeat("1", 1000))}}]}"""));

        Assert.Equal(100, (await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed")).Errors().Length);
    }

    private static Task<TestGateway> StartAsync() => TestGateway.StartAsync(
    [
        TestFunction.Of("Order", "post", "orders", [AllowAnonymous] async (context) =>
        {
            var order = await context.Request.ReadAsync<Order>(context.RequestAborted);
            return $"{order.Customer} {order.Lines[0].Count}";
        }),
    ]);

    private sealed record Order([Required] string Customer, IReadOnlyList<Line> Lines, DateOnly? Due = null)
    {
        public Dictionary<string, string>? Notes { get; init; }

        public IReadOnlyDictionary<string, Line>? Extras { get; init; }
    }

    private sealed record Line([RegularExpression("[A-Z]{3}-[0-9]{3}")] string Sku)
    {
        [Range(1, 100)]
        public int Count { get; init; }
    }
}
