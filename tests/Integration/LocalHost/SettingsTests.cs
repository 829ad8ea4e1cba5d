using Microsoft.Extensions.Configuration;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class SettingsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("virga-settings").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Without_host_json_the_functions_hosts_defaults_hold()
    {
        var settings = HostSettings.Read(new ConfigurationBuilder().Build());

        Assert.Equal(
            ("api", 16, 5, TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.FromMinutes(30)),
            (settings.RoutePrefix, settings.QueueBatchSize, settings.QueueMaxDequeueCount, settings.QueueMaxPollingInterval, settings.QueueVisibilityTimeout, settings.FunctionTimeout));
    }

    [Fact]
    public void Host_json_is_heeded_and_job_host_settings_override_it()
    {
        var json = Configuration(
            ("extensions:http:routePrefix", "v1"), ("extensions:queues:batchSize", "4"), ("extensions:queues:maxPollingInterval", "1500"), ("functionTimeout", "-1"));

        var settings = HostSettings.Read(json);

        Assert.Equal(("v1", 4, TimeSpan.FromMilliseconds(1500), null), (settings.RoutePrefix, settings.QueueBatchSize, settings.QueueMaxPollingInterval, settings.FunctionTimeout));
    }

    [Theory]
    [InlineData("extensions:queues:batchSize", "33", "host.json: 'extensions:queues:batchSize' is '33'; it must be a number from 1 to 32.")]
    [InlineData("extensions:queues:visibilityTimeout", "soon", "host.json: 'extensions:queues:visibilityTimeout' is 'soon'; it must be a time such as 00:00:30.")]
    public void A_setting_that_does_not_fit_is_named(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => HostSettings.Read(Configuration((key, value)))).Message);

    [Fact]
    public void Local_settings_stand_below_the_environment_and_above_the_files()
    {
        File.WriteAllText(
            Path.Combine(_root, "local.settings.json"),
            """{ /* ours */ "Values": { "Cosmos__AccountEndpoint": "https://local", "VIRGA_TEST_ENVIRONMENT_WINS": "file", "Number": 3 }, "ConnectionStrings": { "Db": "c" }, }""");
        var nested = Directory.CreateDirectory(Path.Combine(_root, "Functions")).FullName;
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([KeyValuePair.Create("Number", (string?)"1")]);
        Environment.SetEnvironmentVariable("VIRGA_TEST_ENVIRONMENT_WINS", "environment");
        configuration.AddEnvironmentVariables();

        HostFiles.AddLocalSettings(configuration, nested);

        Assert.Equal(("https://local", "environment", "3", "c"), (
            configuration["Cosmos:AccountEndpoint"], configuration["VIRGA_TEST_ENVIRONMENT_WINS"], configuration["Number"], configuration.GetConnectionString("Db")));
    }

    [Fact]
    public void Local_settings_that_are_not_json_are_named()
    {
        File.WriteAllText(Path.Combine(_root, "local.settings.json"), "{");

        Assert.Contains("local.settings.json is not JSON", Assert.Throws<FormatException>(() => HostFiles.AddLocalSettings(new ConfigurationManager(), _root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_between_percent_signs_are_app_settings()
    {
        var names = new SettingNames(Configuration(("Queue:Name", "cats"), ("Stage", "dev")));

        Assert.Equal("cats-dev", names.Resolve("%Queue__Name%-%Stage%"));
        Assert.Equal("plain", names.Resolve("plain"));
        Assert.Throws<FormatException>(() => names.Resolve("%Missing%"));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
