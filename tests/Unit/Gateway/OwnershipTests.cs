using System.Net;
using Microsoft.AspNetCore.Authorization;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Only the owner may: by the path, and by a property of a document.</summary>
public sealed class OwnershipTests
{
    private static readonly Dictionary<string, string?> Documents = new() { ["1"] = "ann", ["2"] = "bob", ["3"] = null, ["4"] = "" };

    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Document", "get head", "documents/{id}", [Authorize] (context) =>
        {
            context.Request.DemandOwner(Documents.GetValueOrDefault((string)context.Request.RouteValues["id"]!));
            return "yours";
        }),
        TestFunction.Of("Orders", "get head", "users/{userId}/orders", [RequireOwner("userId", "sub", "orders:all")] (context) => "yours"),
    ];

    [Theory]
    [InlineData("ann", "", 200)]
    [InlineData("bob", "", 403)]
    [InlineData("ANN", "", 403)]
    [InlineData("ann%20", "", 403)]
    [InlineData("%61nn", "", 200)]
    [InlineData("ann%2F..%2Fbob", "", 403)]
    [InlineData("bob", "orders:all", 200)]
    [InlineData("bob", "orders:al orders:all2", 403)]
    public async Task The_path_names_the_callers_own_part_or_the_caller_may_see_all(string user, string scope, int status)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", $"/api/users/{user}/orders", token: gateway.Token(scope));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Without_a_token_the_answer_is_401()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/users/ann/orders");

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Anothers_document_is_answered_as_one_that_is_not_there()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);
        using var own = await gateway.SendAsync("GET", "/api/documents/1", token: gateway.Token(""));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);

        var details = new HashSet<string?>();
        foreach (var id in new[] { "2", "3", "4", "5" })
        {
            using var response = await gateway.SendAsync("GET", $"/api/documents/{id}", token: gateway.Token(""));
            details.Add((string?)(await response.ShouldBeProblem(HttpStatusCode.NotFound, "document-not-found"))["detail"]);
        }

        Assert.Single(details);
    }

    [Fact]
    public async Task A_parameter_that_the_route_does_not_have_stops_the_start()
    {
        TestFunction[] functions = [TestFunction.Of("Wrong", "post", "orders/{id}", [RequireOwner("userId")] (context) => "ok")];
        await using var gateway = await TestGateway.StartAsync(functions);

        var faults = gateway.Faults();

        Assert.Contains("has no parameter", Assert.Single(faults), StringComparison.Ordinal);
    }
}
