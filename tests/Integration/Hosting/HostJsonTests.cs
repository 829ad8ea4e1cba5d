using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Virga.Hosting;

namespace Integration.Hosting;

public sealed class HostJsonTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("virga-host-json").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "v1" } } }""", "v1")]
    [InlineData("""{ "version": "2.0" }""", null)]
    [InlineData("{", null)]
    public void The_route_prefix_is_read_and_a_file_that_is_no_json_left_to_the_host(string json, string? prefix)
    {
        File.WriteAllText(Path.Combine(_root, "host.json"), json);

        Assert.Equal(prefix, HostJson.RoutePrefix(Read([])));
    }

    [Fact]
    public void Job_host_settings_override_it()
    {
        File.WriteAllText(Path.Combine(_root, "host.json"), """{ "extensions": { "http": { "routePrefix": "v1" } } }""");

        Assert.Equal("", HostJson.RoutePrefix(Read([KeyValuePair.Create("AzureFunctionsJobHost:extensions:http:routePrefix", (string?)"")])));
    }

    private IConfiguration Read(IEnumerable<KeyValuePair<string, string?>> settings) =>
        HostJson.Read(new Place(_root), new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

    private sealed class Place(string root) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = root;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
