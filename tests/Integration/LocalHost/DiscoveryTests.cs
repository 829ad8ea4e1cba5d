using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task Every_fault_of_every_function_is_told_at_once_at_the_start()
    {
        var exception = await Assert.ThrowsAsync<DefinitionException>(() => TestHost.StartAsync(typeof(Faulty), typeof(Feeds)));

        string[] expected =
        [
            "1bad (Integration.LocalHost.DiscoveryTests+Faulty.BadName): the name must be a letter",
            "Twice: 2 functions have this name (Integration.LocalHost.DiscoveryTests+Faulty.Twice1, Integration.LocalHost.DiscoveryTests+Faulty.Twice2)",
            "NoTrigger (Integration.LocalHost.DiscoveryTests+Faulty.NoTrigger): no parameter has a trigger attribute",
            "TwoTriggers (Integration.LocalHost.DiscoveryTests+Faulty.TwoTriggers): 2 parameters have trigger attributes",
            "Foreign (Integration.LocalHost.DiscoveryTests+Faulty.Foreign): [ForeignTrigger] is not known to the local host",
            "Unbound (Integration.LocalHost.DiscoveryTests+Faulty.Unbound): 'id' is not in the route 'unbound'",
            "Unparsable (Integration.LocalHost.DiscoveryTests+Faulty.Unparsable): 'id' is a Uri, which no route value can become",
            "BadRoute (Integration.LocalHost.DiscoveryTests+Faulty.BadRoute): the route '{a}{b' is not a route template",
            "BadConstraint (Integration.LocalHost.DiscoveryTests+Faulty.BadConstraint): the route 'c/{id:prime}' has an unknown constraint, 'prime'",
            "Mvc (Integration.LocalHost.DiscoveryTests+Faulty.Mvc): it returns an IActionResult",
            "Hidden (Integration.LocalHost.DiscoveryTests+Faulty.Hidden): the method and its class must be public",
            "AsyncVoid (Integration.LocalHost.DiscoveryTests+Faulty.AsyncVoid): it is async void",
            "Retried (Integration.LocalHost.DiscoveryTests+Faulty.Retried): [FixedDelayRetry] works with timer and Cosmos DB triggers only",
            "Output (Integration.LocalHost.DiscoveryTests+Faulty.Output): [QueueOutput] is not known to the local host",
            "Input (Integration.LocalHost.DiscoveryTests+Faulty.Input): [CosmosDBInput] on 'cat' is not known to the local host",
            "BadSchedule (Integration.LocalHost.DiscoveryTests+Faulty.BadSchedule): the schedule 'sometimes' is neither",
            "NoSetting (Integration.LocalHost.DiscoveryTests+Faulty.NoSetting): '%CAT_QUEUE%' asks for the app setting 'CAT_QUEUE', which is not set",
            "BadQueue (Integration.LocalHost.DiscoveryTests+Faulty.BadQueue): 'Cats' is no queue name",
            "Single (Integration.LocalHost.DiscoveryTests+Faulty.Single): [EventGridTrigger(IsBatched = true)] is on a Object",
            "Several (Integration.LocalHost.DiscoveryTests+Faulty.Several): [EventGridTrigger] is on a String[]",
            "OneItem (Integration.LocalHost.DiscoveryTests+Faulty.OneItem): [CosmosDBTrigger] is on a Object",
            "FeedA, FeedB: these watch db/cats with the same leases",
        ];
        Assert.All(expected, e => Assert.Contains(exception.Faults, f => f.StartsWith(e, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, exception.Faults.Count);
        Assert.Contains(exception.Faults[0], exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_are_known_by_their_definitions_in_the_order_of_their_names()
    {
        await using var host = await TestHost.StartAsync(typeof(Sound));

        var functions = host.Services.GetRequiredService<IFunctionCatalog>().Functions;

        Assert.Equal(["alpha", "Beta"], functions.Select(f => f.Name));
        Assert.Same(functions, host.Services.GetRequiredService<IReadOnlyList<FunctionDefinition>>());
        var alpha = Assert.IsType<FunctionDescriptor>(functions[0]);
        Assert.Equal(nameof(Sound.Alpha), alpha.Method.Name);
        Assert.Equal(typeof(Sound).Assembly.Location, alpha.PathToAssembly);
        Assert.Equal(["request", "number"], alpha.Parameters.Select(p => p.Name));
        Assert.Equal(2, alpha.Parameters[1].DefaultValue);
    }

    [Fact]
    public void Functions_are_looked_for_in_the_app_and_in_what_it_brings()
    {
        var assemblies = FunctionAssemblies.Of("Integration").Select(a => a.GetName().Name).ToArray();

        Assert.Contains("Integration", assemblies);
        Assert.Contains("LocalHostApp", assemblies);
        Assert.DoesNotContain("Virga.LocalHost", assemblies);
    }

    public static class Sound
    {
        [Function("Beta")]
        public static void Beta([HttpTrigger] HttpRequest request)
        {
        }

        [Function("alpha")]
        public static void Alpha([HttpTrigger] HttpRequest request, int number = 2)
        {
        }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class ForeignTriggerAttribute : TriggerBindingAttribute;

    public static class Feeds
    {
        [Function("FeedA")]
        public static void A([CosmosDBTrigger("db", "cats")] IReadOnlyList<string> cats)
        {
        }

        [Function("FeedB")]
        public static void B([CosmosDBTrigger("db", "cats")] IReadOnlyList<string> cats)
        {
        }
    }

    public static class Faulty
    {
        [Function("1bad")]
        public static void BadName([HttpTrigger] HttpRequest request)
        {
        }

        [Function("Twice")]
        public static void Twice1([HttpTrigger] HttpRequest request)
        {
        }

        [Function("twice")]
        public static void Twice2([HttpTrigger] HttpRequest request)
        {
        }

        [Function("NoTrigger")]
        public static void NoTrigger(string text)
        {
        }

        [Function("TwoTriggers")]
        public static void TwoTriggers([HttpTrigger] HttpRequest request, [TimerTrigger("0 0 0 * * *")] TimerInfo timer)
        {
        }

        [Function("Foreign")]
        public static void Foreign([ForeignTrigger] string text)
        {
        }

        [Function("Unbound")]
        public static void Unbound([HttpTrigger(Route = "unbound")] HttpRequest request, string id)
        {
        }

        [Function("Unparsable")]
        public static void Unparsable([HttpTrigger(Route = "u/{id}")] HttpRequest request, Uri id)
        {
        }

        [Function("BadRoute")]
        public static void BadRoute([HttpTrigger(Route = "{a}{b")] HttpRequest request)
        {
        }

        [Function("BadConstraint")]
        public static void BadConstraint([HttpTrigger(Route = "c/{id:prime}")] HttpRequest request, string id)
        {
        }

        [Function("Mvc")]
        public static Task<IActionResult> Mvc([HttpTrigger] HttpRequest request) => Task.FromResult<IActionResult>(new OkResult());

        [Function("Hidden")]
        internal static void Hidden([HttpTrigger] HttpRequest request)
        {
        }

        [Function("AsyncVoid")]
        public static async void AsyncVoid([HttpTrigger] HttpRequest request) => await Task.Yield();

        [Function("Retried"), FixedDelayRetry(1, "00:00:01")]
        public static void Retried([QueueTrigger("cats")] string message)
        {
        }

        [Function("Output"), QueueOutput("cats")]
        public static string Output([HttpTrigger] HttpRequest request) => "";

        [Function("Input")]
        public static void Input([HttpTrigger] HttpRequest request, [CosmosDBInput("db", "cats", Id = "1")] string cat)
        {
        }

        [Function("BadSchedule")]
        public static void BadSchedule([TimerTrigger("sometimes")] TimerInfo timer)
        {
        }

        [Function("NoSetting")]
        public static void NoSetting([QueueTrigger("%CAT_QUEUE%")] string message)
        {
        }

        [Function("BadQueue")]
        public static void BadQueue([QueueTrigger("Cats")] string message)
        {
        }

        [Function("Single")]
        public static void Single([EventGridTrigger(IsBatched = true)] object item)
        {
        }

        [Function("Several")]
        public static void Several([EventGridTrigger] string[] items)
        {
        }

        [Function("OneItem")]
        public static void OneItem([CosmosDBTrigger("db", "dogs")] object item)
        {
        }
    }
}
