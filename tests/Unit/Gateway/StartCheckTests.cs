using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class StartCheckTests
{
    [Fact]
    public async Task Functions_as_they_should_be_have_no_faults()
    {
        Assert.Empty(await FaultsAsync(
            ("AdoptCat", "post", "shelters/{shelterId}/cats/{id}/adoption", nameof(Scoped)),
            ("CreateCat", "post", "shelters/{shelterId}/cats", nameof(Scoped)),
            ("GetCat", "get head", "shelters/{shelterId}/cats/{id}", nameof(Open)),
            ("ListCats", "get head", "shelters/{shelterId}/cats", nameof(Open)),
            ("PutCat", "put", "shelters/{shelterId}/cats/{id}", nameof(Signed)),
            ("zz_gateway", "", "{*path}", nameof(Open))));
    }

    [Fact]
    public async Task A_function_that_does_not_say_who_may_call_it_is_a_fault()
    {
        var fault = Assert.Single(await FaultsAsync(("Undeclared", "post", "x", nameof(Undeclared))));

        Assert.Equal("Function 'Undeclared' does not say who may call it: add [RequireScope(\"…\")], [Authorize] or [AllowAnonymous].", fault);
    }

    [Fact]
    public async Task An_example_that_is_no_JSON_is_a_fault()
    {
        var fault = Assert.Single(await FaultsAsync(("Shown", "post", "x", nameof(Shown))));

        Assert.StartsWith("Function 'Shown' has an example that is not JSON: ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_both_demands_a_token_and_does_not_is_a_fault()
    {
        var fault = Assert.Single(await FaultsAsync(("Both", "post", "x", nameof(Both))));

        Assert.Contains("which would win", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demand_on_the_method_of_an_anonymous_class_is_a_fault()
    {
        var method = typeof(AnonymousClass).GetMethod(nameof(AnonymousClass.Write))!;

        var fault = Assert.Single(await FaultsAsync(new GatewayEndpoint("Write", ["post"], "x", method)));

        Assert.Contains("[AllowAnonymous] on it or its class", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_method_of_a_class_that_demands_is_fine()
    {
        var method = typeof(ScopedClass).GetMethod(nameof(ScopedClass.Read))!;

        Assert.Empty(await FaultsAsync(new GatewayEndpoint("Read", ["get", "head"], "x", method)));
    }

    [Theory]
    [InlineData("products/{id}", "products/list", "rename 'B' so that it sorts before 'A'")]
    [InlineData("products/{id}", "products/{name}", "tell them apart with constraints")]
    [InlineData("{*rest}", "products", "rename 'B'")]
    [InlineData("{a}/x", "x/{b}", "rename 'B'")]
    [InlineData("a/{id?}", "a", "rename 'B'")]
    [InlineData("a/{id}", "a/{n:int}", "rename 'B'")]
    [InlineData("a/{name}.json", "a/b.json", "rename 'B'")]
    [InlineData("A/{id:int}", "a/7", "rename 'B'")]
    [InlineData("files/{*path}", "files/{id}", "rename 'B'")]
    public async Task A_route_hidden_by_an_earlier_function_is_a_fault_with_the_fix(string first, string later, string fix)
    {
        var fault = Assert.Single(await FaultsAsync(("A", "get head", first, nameof(Open)), ("B", "get head", later, nameof(Open))));

        Assert.Contains($"'A' ('{first}') and 'B' ('{later}')", fault, StringComparison.Ordinal);
        Assert.Contains(fix, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("products/list", "products/{id}")]
    [InlineData("products/{id}", "cats/{id}")]
    [InlineData("products/{id}", "products/{id}/parts")]
    [InlineData("a/{id:int}", "a/{id:guid}")]
    [InlineData("a/{id:int}", "a/list")]
    [InlineData("a/{id:int}", "a/{name}")]
    [InlineData("a/{name}.json", "a/b.xml")]
    [InlineData("files/{id}", "files/{*path}")]
    [InlineData("a/b", "{*path}")]
    public async Task Routes_that_azure_tells_apart_are_fine(string first, string later) =>
        Assert.Empty(await FaultsAsync(("A", "get head", first, nameof(Open)), ("B", "get head", later, nameof(Open))));

    [Fact]
    public async Task The_order_is_alphabetical_whatever_the_case_and_order_given()
    {
        var fault = Assert.Single(await FaultsAsync(("List", "get head", "products/list", nameof(Open)), ("details", "get head", "products/{id}", nameof(Open))));

        Assert.Contains("rename 'List' so that it sorts before 'details'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_of_different_methods_share_a_route() =>
        Assert.Empty(await FaultsAsync(("A", "put", "products/{id}", nameof(Open)), ("B", "delete", "products/{name}", nameof(Open))));

    [Fact]
    public async Task A_function_that_sorts_after_the_catch_all_is_a_fault()
    {
        var fault = Assert.Single(await FaultsAsync(("zz_gateway", "", "{*path}", nameof(Open)), ("zz_later", "post", "x", nameof(Open))));

        Assert.Contains("rename 'zz_later' so that it sorts before 'zz_gateway'", fault, StringComparison.Ordinal);
        Assert.Contains("with POST", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin/cats")]
    [InlineData("/Runtime/x")]
    [InlineData("administrators")]
    public async Task A_route_the_host_reserves_is_a_fault(string route) =>
        Assert.Contains("refuses every route that starts with", Assert.Single(await FaultsAsync(("A", "post", route, nameof(Open)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("a/{id:nonsense}")]
    [InlineData("a/{id")]
    [InlineData("a/{id}/{id}")]
    [InlineData("a/{*rest}/b")]
    [InlineData("a/{id:range(x,y)}")]
    public async Task A_route_that_is_no_template_is_a_fault(string route) =>
        Assert.Contains($"'A' has the route '{route}', which is not valid", Assert.Single(await FaultsAsync(("A", "post", route, nameof(Open)))), StringComparison.Ordinal);

    [Fact]
    public async Task GET_without_HEAD_is_a_fault() =>
        Assert.Contains("write \"get\", \"head\"", Assert.Single(await FaultsAsync(("A", "get", "a", nameof(Open)))), StringComparison.Ordinal);

    [Fact]
    public async Task All_faults_are_found_at_once()
    {
        await using var gateway = await TestGateway.StartAsync([]);
        var endpoints = Endpoints([("1st", "get", "admin/{id:no}", nameof(Undeclared)), ("A", "post", "a", nameof(Open)), ("a", "put", "a", nameof(Open))]);

        Assert.Equal(6, gateway.Faults(endpoints).Count);
    }

    [Fact]
    public async Task Functions_nobody_can_call_are_warned_about()
    {
        await using var gateway = await TestGateway.StartAsync([], services => services.Configure<GatewayOptions>(options => options.DevelopmentTokenKey = null));

        gateway.Faults(Endpoints([("A", "post", "a", nameof(Scoped)), ("B", "post", "b", nameof(Open))]));

        Assert.EndsWith("so what asks for a token answers 401 to everyone, 1 in all: A", gateway.Logs.Of("Virga.Gateway").Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_functions_nobody_can_call_a_few_are_named()
    {
        await using var gateway = await TestGateway.StartAsync([], services => services.Configure<GatewayOptions>(options => options.DevelopmentTokenKey = null));

        gateway.Faults(Endpoints([.. "ABCDE".Select(name => ($"{name}", "post", $"{name}", nameof(Scoped)))]));

        Assert.EndsWith("so what asks for a token answers 401 to everyone, 5 in all: A, B, C, …", gateway.Logs.Of("Virga.Gateway").Single().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Owned), "Function 'A' has [RequireOwner(\"user\")], but its route 'users/{userId}' has no parameter 'user'.")]
    [InlineData(nameof(Parted), "Function 'A' has [RouteParameter(\"user\")], but its route 'users/{userId}' has no parameter 'user'.")]
    [InlineData(nameof(Tagged), "Function 'A' has [CacheTag], but its route 'users/{userId}' has no parameter 'user'.")]
    [InlineData(nameof(Typed), "Function 'A' has [CacheTag], but its route 'users/{userId}' has no parameter 'user'.")]
    [InlineData(nameof(Defaulted), "Function 'A' has the parameter 'age' with the default 'old', which it refuses itself: This is a whole number.")]
    [InlineData(nameof(Backwards), "Function 'A' has [CacheFor] with a negative number of seconds: give 0 or more.")]
    public async Task What_an_attribute_names_wrongly_is_a_fault(string method, string expected) =>
        Assert.Equal(expected, Assert.Single(await FaultsAsync(("A", "get head", "users/{userId}", method))));

    private static Task<IReadOnlyList<string>> FaultsAsync(params (string Name, string Methods, string Route, string Method)[] functions) =>
        FaultsAsync([.. Endpoints(functions).All]);

    private static async Task<IReadOnlyList<string>> FaultsAsync(params GatewayEndpoint[] functions)
    {
        await using var gateway = await TestGateway.StartAsync([]);
        return gateway.Faults(new GatewayEndpoints(functions, Options.Create(new GatewayOptions())));
    }

    private static GatewayEndpoints Endpoints((string Name, string Methods, string Route, string Method)[] functions) => new(
        functions.Select(function => new GatewayEndpoint(
            function.Name, function.Methods.Split(' ', StringSplitOptions.RemoveEmptyEntries), function.Route,
            typeof(StartCheckTests).GetMethod(function.Method, BindingFlags.NonPublic | BindingFlags.Static)!)),
        Options.Create(new GatewayOptions()));

    private static void Undeclared()
    {
    }

    [AllowAnonymous]
    private static void Open()
    {
    }

    [AllowAnonymous, Example("{")]
    private static void Shown()
    {
    }

    [RequireOwner("user")]
    private static void Owned()
    {
    }

    [AllowAnonymous, RouteParameter<int>("user")]
    private static void Parted()
    {
    }

    [AllowAnonymous, CacheTag("of-{userId}-{user}")]
    private static void Tagged()
    {
    }

    [AllowAnonymous, CacheTag<Note>("userId", Id = "user")]
    private static void Typed()
    {
    }

    [AllowAnonymous, QueryParameter<int>("age", Default = "old")]
    private static void Defaulted()
    {
    }

    [AllowAnonymous, CacheFor(1, StaleIfError = -1)]
    private static void Backwards()
    {
    }

    [RequireScope("a")]
    private static void Scoped()
    {
    }

    [Authorize]
    private static void Signed()
    {
    }

    [AllowAnonymous, RequireScope("a")]
    private static void Both()
    {
    }

    [AllowAnonymous]
    private sealed class AnonymousClass
    {
        [RequireScope("a")]
        public void Write()
        {
        }
    }

    [RequireScope("a")]
    private sealed class ScopedClass
    {
        [AllowAnonymous]
        public void Read()
        {
        }
    }
}
