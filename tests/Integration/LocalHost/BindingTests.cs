using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class BindingTests
{
    [Theory]
    [InlineData("int/-7", "-7")]
    [InlineData("long/9007199254740993", "9007199254740993")]
    [InlineData("bool/true", "True")]
    [InlineData("double/1.5", "1.5")]
    [InlineData("guid/0d6a9b4e-7d43-4c0e-9a57-4a6a4d5d0a11", "0d6a9b4e-7d43-4c0e-9a57-4a6a4d5d0a11")]
    [InlineData("time/2026-11-23T10:00:00", "2026-11-23T10:00:00.0000000+00:00")]
    [InlineData("day/friday", "Friday")]
    [InlineData("text/a%20b", "a b")]
    public async Task Route_values_become_the_types_of_the_parameters(string path, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Values));

        Assert.Equal(expected, await host.Client.GetStringAsync("/api/" + path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_route_value_that_does_not_fit_is_a_bad_request_to_middleware()
    {
        Exception? seen = null;
        await using var host = await TestHost.StartAsync(
            builder => builder.UseMiddleware(async (_, next) =>
            {
                try
                {
                    await next();
                }
                catch (BadHttpRequestException e)
                {
                    seen = e;
                    throw;
                }
            }),
            typeof(Values));

        using var response = await host.Client.GetAsync("/api/int/many", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("The value 'many' of 'value' is not a Int32.", seen?.Message);
    }

    [Fact]
    public async Task A_value_that_the_query_has_is_not_bound()
    {
        await using var host = await TestHost.StartAsync(typeof(Values));

        Assert.Equal("none", await host.Client.GetStringAsync("/api/default?value=7", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_body_is_read_as_json_into_the_parameter_that_asks_for_it()
    {
        await using var host = await TestHost.StartAsync(typeof(Bodies));

        using var response = await host.Client.PostAsJsonAsync("/api/bodies", new { name = "Tom", age = 3 }, TestContext.Current.CancellationToken);

        Assert.Equal("""{"name":"Tom","age":4}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("{", "application/json", 400)]
    [InlineData("{}", "text/plain", 415)]
    public async Task A_body_that_does_not_fit_is_a_bad_request_to_middleware(string body, string contentType, int status)
    {
        var seen = 0;
        await using var host = await TestHost.StartAsync(
            builder => builder.UseMiddleware(async (context, next) =>
            {
                try
                {
                    await next();
                }
                catch (BadHttpRequestException e)
                {
                    seen = e.StatusCode;
                    context.GetHttpContext()!.Response.StatusCode = e.StatusCode;
                }
            }),
            typeof(Bodies));

        using var response = await host.Client.PostAsync("/api/bodies", new StringContent(body, null, contentType), TestContext.Current.CancellationToken);

        Assert.Equal(status, seen);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task An_instance_is_made_of_the_services_of_its_invocation_and_disposed_of_with_it()
    {
        var scoped = new List<Scoped>();
        await using var host = await TestHost.StartAsync(
            builder => builder.Services.AddScoped(_ =>
            {
                var made = new Scoped();
                scoped.Add(made);
                return made;
            }),
            typeof(Instances));

        await host.Client.GetStringAsync("/api/Instance", TestContext.Current.CancellationToken);
        await host.Client.GetStringAsync("/api/Instance", TestContext.Current.CancellationToken);

        Assert.Equal(2, scoped.Count);
        Assert.All(scoped, s => Assert.Equal("function, scope", string.Join(", ", s.Disposed)));
    }

    [Fact]
    public async Task A_token_parameter_is_the_requests_token_as_middleware_left_it()
    {
        using var own = new CancellationTokenSource();
        await own.CancelAsync();
        await using var host = await TestHost.StartAsync(
            builder => builder.UseMiddleware((context, next) =>
            {
                context.GetHttpContext()!.RequestAborted = own.Token;
                return next();
            }),
            typeof(Values));

        using var response = await host.Client.GetAsync("/api/token", HttpCompletionOption.ResponseContentRead, TestContext.Current.CancellationToken);

        Assert.Equal("cancelled", response.Headers.GetValues("token").Single());
    }

    public enum Day
    {
        Monday,
        Friday,
    }

    public sealed record Cat(string Name, int Age);

    public static class Values
    {
        [Function("Int")]
        public static string Int([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "int/{value}")] HttpRequest request, int value) => $"{value}";

        [Function("Long")]
        public static ValueTask<string> Long([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "long/{value}")] HttpRequest request, long value) => new($"{value}");

        [Function("Bool")]
        public static string Bool([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bool/{value}")] HttpRequest request, bool value) => $"{value}";

        [Function("Double")]
        public static string Double([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "double/{value}")] HttpRequest request, double value) => $"{value}";

        [Function("Guid")]
        public static string Guid([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guid/{value}")] HttpRequest request, Guid value) => $"{value}";

        [Function("Time")]
        public static string Time([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "time/{value}")] HttpRequest request, DateTimeOffset value) => $"{value:O}";

        [Function("Day")]
        public static string OfDay([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "day/{value}")] HttpRequest request, Day value) => $"{value}";

        [Function("Text")]
        public static async Task<string> Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "text/{value}")] HttpRequest request, string value)
        {
            await Task.Yield();
            return value;
        }

        [Function("Default")]
        public static string Default([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "default")] HttpRequest request, string value = "none") => value;

        [Function("Token")]
        public static void Token([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "token")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken) =>
            request.HttpContext.Response.Headers["token"] =
                cancellationToken.IsCancellationRequested && context.CancellationToken.IsCancellationRequested ? "cancelled" : "live";
    }

    public static class Bodies
    {
        [Function("Body")]
        public static Cat Body([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bodies")] HttpRequest request, [FromBody] Cat cat) => cat with { Age = cat.Age + 1 };
    }

    public sealed class Scoped : IDisposable
    {
        public List<string> Disposed { get; } = [];

        public void Dispose() => Disposed.Add("scope");
    }

    public sealed class Instances(Scoped scoped) : IDisposable
    {
        [Function("Instance")]
        public Task Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.CompletedTask;

        public void Dispose() => scoped.Disposed.Add("function");
    }
}
