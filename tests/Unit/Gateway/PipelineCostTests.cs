using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>What the gateway's pipeline allocates for a request, in the process itself: no server, no log, no listener.</summary>
public sealed class PipelineCostTests
{
    private const int Requests = 500;

    private static readonly byte[] Answer = """{"id":"tom"}"""u8.ToArray();

    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Plain", "post", "plain", [AllowAnonymous] (context) => (object?)null),
        TestFunction.Of("Rich", "post", "rich",
            [AllowAnonymous, Deprecated("2026-01-01"), Versions("1", Default = "1"), QueryParameter<int>("limit", Default = "25"), Returns<Kitten>] (context) => (object?)null),
    ];

    [Fact]
    public async Task A_function_that_asks_for_nothing_pays_for_nothing()
    {
        await using var gateway = await TestGateway.StartAsync(Functions, services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)));

        var bare = await AllocatedAsync(gateway, "Plain", pipeline: false);
        var plain = await AllocatedAsync(gateway, "Plain", pipeline: true);
        var rich = await AllocatedAsync(gateway, "Rich", pipeline: true);

        TestContext.Current.TestOutputHelper?.WriteLine($"bare {bare} B, plain {plain} B, rich {rich} B a request");
        Assert.True(plain - bare < 3000, $"The pipeline allocates {plain - bare} bytes for a request that asks for nothing.");
        Assert.True(rich > plain, "What is asked for is paid for.");
    }

    private static async Task<long> AllocatedAsync(TestGateway gateway, string name, bool pipeline)
    {
        var endpoint = gateway.Services.GetRequiredService<GatewayEndpoints>().Find(name)!;
        var gate = gateway.Services.GetRequiredService<GatewayPipeline>();
        long total = 0;
        for (var request = 0; request < 2 * Requests; request++)
        {
            var context = new DefaultHttpContext { RequestServices = gateway.Services };
            context.Request.Method = "POST";
            context.Request.Path = "/api/plain";
            context.Request.ContentLength = 0;
            context.TraceIdentifier = "cost";
            var before = GC.GetAllocatedBytesForCurrentThread();
            var task = pipeline ? gate.InvokeAsync(context, endpoint, () => AnswerAsync(context)) : AnswerAsync(context);
            var isDone = task.IsCompleted;
            await task;
            Assert.True(isDone, "The measurement needs a request that never waits.");
            total += request < Requests ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return total / Requests;
    }

    private static Task<object?> AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        context.Response.Body.Write(Answer);
        return Task.FromResult<object?>(null);
    }
}
