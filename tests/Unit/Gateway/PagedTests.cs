using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class PagedTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("List", "get", "list", [AllowAnonymous, Paged(10, 50)] (HttpContext context) => context.Request.ReadPage()),
        TestFunction.Of("Other", "get", "other", [AllowAnonymous] (HttpContext context) => context.Request.ReadPage()),
    ];

    [Theory]
    [InlineData("", 10, null)]
    [InlineData("?limit=1", 1, null)]
    [InlineData("?LIMIT=50&cursor=abc", 50, "abc")]
    [InlineData("?cursor=&unknown=1", 10, null)]
    public async Task A_page_is_read(string query, int limit, string? cursor)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/list" + query);

        var page = await response.JsonAsync();
        Assert.Equal((limit, cursor), ((int)page["limit"]!, (string?)page["cursor"]));
    }

    [Theory]
    [InlineData("?limit=0", "/limit out-of-range")]
    [InlineData("?limit=51", "/limit out-of-range")]
    [InlineData("?limit=+1", "/limit out-of-range")]
    [InlineData("?limit=", "/limit out-of-range")]
    [InlineData("?limit=99999999999", "/limit out-of-range")]
    [InlineData("?limit=1&limit=2", "/limit repeated")]
    [InlineData("?limit=x&cursor=a&cursor=b", "/limit out-of-range", "/cursor repeated")]
    public async Task All_faults_of_a_page_are_told_at_once(string query, params string[] faults)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/list" + query);

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal(faults, problem.Errors().Select(error => $"{error.Pointer} {error.Code}"));
    }

    [Fact]
    public async Task A_function_without_the_attribute_is_the_programmers_fault()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/other");

        await response.ShouldBeProblem(HttpStatusCode.InternalServerError, "internal");
        Assert.Contains(gateway.Logs.Entries, entry => entry.Exception?.Message.Contains("[Paged]", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_page_has_at_least_one_item_and_no_more_than_the_most()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PagedAttribute(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PagedAttribute(101));
    }
}
