using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Support;
using Virga.Documents;
using Virga.Gateway;
using Virga.Hosting;
using Virga.LocalHost;
using Virga.Notifications;

namespace Integration.Hosting;

public sealed class SettingsTests
{
    private static readonly FunctionsApplicationBuilder App = Builder("Storage=UseDevelopmentStorage=true");
    private static readonly IReadOnlyList<SettingsSection> Sections = SettingsSection.Of(App.Services);

    [Theory]
    [InlineData("Cosmos:AcountEndpoint=https://a.documents.azure.com/", "Cosmos:AcountEndpoint is no setting. Did you mean Cosmos:AccountEndpoint?")]
    [InlineData("Storage:queueServiceUrl=https://a.queue.core.windows.net", "Storage:queueServiceUrl is no setting. Did you mean Storage:QueueServiceUri?")]
    [InlineData("Notifications:Retry:NumRetry=3", "Notifications:Retry:NumRetry is no setting. Did you mean Notifications:Retry:NumRetries?")]
    [InlineData("Notifications:Signing:Pxf=AA==", "Notifications:Signing:Pxf is no setting. Did you mean Notifications:Signing:Pfx?")]
    [InlineData("Gateway:Backends:weather:Adresses:0=https://weather.example", "Gateway:Backends:weather:Adresses is no setting. Did you mean Gateway:Backends:weather:Addresses?")]
    [InlineData("Gateway:DevelopmentTokenKey=AA==", "Gateway:DevelopmentTokenKey is no setting. Gateway has ")]
    public void A_name_that_is_no_setting_is_told_with_the_one_that_was_meant(string setting, string fault) => Assert.StartsWith(fault, Assert.Single(Faults(setting)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Gateway:Timeout=soon", "Gateway:Timeout is 'soon', which is no time (d.hh:mm:ss).")]
    [InlineData("Gateway:MaxBodyBytes=10MB", "Gateway:MaxBodyBytes is '10MB', which is no number.")]
    [InlineData("Cosmos:UseGateway=yes", "Cosmos:UseGateway is 'yes', which is no true or false.")]
    [InlineData("Gateway:PublicBaseUrl=http://", "Gateway:PublicBaseUrl is 'http://', which is no address.")]
    [InlineData("EventGrid:MaximumRetries=", "EventGrid:MaximumRetries is empty. Give it a value, or leave it out.")]
    public void A_value_of_the_wrong_kind_is_told_with_the_kind(string setting, string fault) => Assert.Equal(fault, Assert.Single(Faults(setting)));

    [Theory]
    [InlineData("Cosmos=AccountEndpoint=http://127.0.0.1:8081/;AccountKey=AA==", "Cosmos:Database=cats")]
    [InlineData("Storage:queueServiceUri=https://a.queue.core.windows.net", "Storage:credential=managedidentity", "Storage:clientId=1", "Storage:accountName=a")]
    [InlineData("Authentication:Schemes:Bearer:ValidAudiences:0=cats", "Gateway:Canaries:adopt:Percent=5")]
    [InlineData("Gateway:Backends:weather:Addresses:0=https://weather.example", "Gateway:Backends:weather:HealthPath=/health", "Gateway:Throttling:Policies:visits:Rate=5")]
    [InlineData("Notifications:Signing:EarlierCertificatesPem:0=PEM", "Notifications:Retry:MinDelayTarget=00:00:01")]
    public void What_is_ours_and_what_the_host_and_ASP_NET_Core_have_in_our_sections_is_right(params string[] settings) => Assert.Empty(Faults(settings));

    [Theory]
    [InlineData("Gateway:Canaries:saerch:Percent=5", "Gateway:Canaries:saerch is no canary. Did you mean Gateway:Canaries:search?")]
    [InlineData("Gateway:Canaries:something-else:Percent=5", "Gateway:Canaries:something-else is no canary. There are search.")]
    [InlineData("Gateway:Canaries:search:Percent=150", "Gateway:Canaries:search:Percent is 150; give 0 to 100.")]
    [InlineData("Gateway:Canaries:search:Percent=NaN", "Gateway:Canaries:search:Percent is NaN; give 0 to 100.")]
    [InlineData("Gateway:Canaries:search:Percent=all", "Gateway:Canaries:search:Percent is 'all', which is no number.")]
    [InlineData("Gateway:Canaries:search:Precent=5", "Gateway:Canaries:search:Precent is no setting. Did you mean Gateway:Canaries:search:Percent?")]
    [InlineData("Gateway:Canaries:SEARCH:Percent=0.5", null)]
    public void A_canary_that_no_function_has_is_told_with_the_one_that_was_meant(string setting, string? fault)
    {
        [Canary("search")]
        static void Search()
        {
        }

        var endpoints = new GatewayEndpoints([new GatewayEndpoint("Search", ["get", "head"], "search", ((Action)Search).Method)], Options.Create(new GatewayOptions()));
        var canaries = new CanarySettings(Configuration(setting), endpoints);

        Assert.Equal(fault is null ? [] : [fault], [.. new SettingsCheck(Configuration(setting), [.. Sections, .. canaries.Sections]).Faults(), .. canaries.Faults()]);
    }

    [Fact]
    public void A_Key_Vault_reference_that_nobody_resolved_is_told_wherever_it_stands()
    {
        var faults = Faults("Notifications:Signing:Pfx=@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)", "Other=@Microsoft.KeyVault(VaultName=v;SecretName=s)");

        Assert.Equal(2, faults.Count);
        Assert.StartsWith("Notifications:Signing:Pfx is a Key Vault reference that was not resolved.", faults[0], StringComparison.Ordinal);
        Assert.DoesNotContain("vault.azure.net", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_of_every_part_are_looked_at()
    {
        var wanted =
            from assembly in App.Services.Select(service => service.ServiceType.Assembly).Distinct()
            where assembly.GetName().Name!.StartsWith("Virga.", StringComparison.Ordinal)
            from type in assembly.GetExportedTypes()
            where type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is not null
            where type.Name is not ("LocalEventGridOptions" or "LocalStorageOptions" or "CanaryOptions")
            select type.Name;

        Assert.Empty(wanted.Except(Sections.Select(section => section.Options.Name)));
    }

    [Theory]
    [InlineData("bicep/modules/functionApp.bicep", @"[\s{](?<name>\w+(?:__\w+)+):")]
    [InlineData("local.settings.sample.json", "\"(?<name>\\w+(?:__\\w+)+)\":")]
    public void What_a_deployment_and_the_sample_of_local_settings_set_is_a_setting(string file, string pattern)
    {
        var names = Regex.Matches(File.ReadAllText(Repository.PathOf(file)), pattern, RegexOptions.Multiline).Select(match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(names);
        Assert.DoesNotContain(Faults([.. names.Select(name => name + "=1")]), fault => fault.Contains("is no setting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_faults_of_all_settings_are_told_at_once()
    {
        var builder = Builder("Gateway:Timeout=soon", "Gateway:MaxJsonDepth=0", "Cosmos:Databse=cats", "Storage:queueServiceUri=http://far.example");
        Serve(builder, []);
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        string[] expected = ["Gateway:Timeout is 'soon'", "Cosmos:Databse is no setting", "Storage:QueueServiceUri is 'http://far.example/'", "Storage:BlobServiceUri is missing"];
        Assert.All(expected, start => Assert.Contains(refused.Failures, fault => fault.StartsWith(start, StringComparison.Ordinal)));
        Assert.Equal(refused.Failures.Distinct(), refused.Failures);
    }

    [Theory]
    [InlineData]
    [InlineData("Gateway:Timeout=soon")]
    [InlineData("Gateway:Timeout=soon", "Documents:WriteConcurrency=0", "Gateway:Throttling:Policies:few:Rate=0")]
    public async Task Faults_of_settings_and_of_definitions_are_told_together(params string[] wrong)
    {
        var builder = Builder(wrong);
        Serve(builder, [typeof(Wrong)]);
        builder.Services.AddDocuments(documents => documents.Add(Schema.Define("keyless", _ => { })));
        builder.Services.AddNotifications(notifications => notifications.Topic(Topic.Define<string>("no name")));
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<DefinitionException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        string[] expected =
        [
            "keyless.", "Invalid parameter: Topic Name", "Function 'Undeclared' does not say who may call it", "Unbound (", .. wrong.Select(setting => setting.Split('=')[0].Replace(":Rate", "", StringComparison.Ordinal)),
        ];
        Assert.All(expected, text => Assert.Contains(refused.Faults, fault => fault.Contains(text, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_App_Service_an_app_needs_the_key_of_its_cursors(bool isSet)
    {
        var builder = isSet ? Builder($"Documents:CursorKey={Convert.ToBase64String(new byte[32])}") : Builder();
        builder.Services.AddSingleton(AppService.PlatformOf(Configuration("WEBSITE_SITE_NAME=cats", "WEBSITE_POD_NAME=pod-1")));
        using var services = builder.Services.BuildServiceProvider();

        var faults = Record.Exception(() => services.GetRequiredService<IOptions<DocumentsOptions>>().Value) is OptionsValidationException refused ? refused.Failures : [];

        Assert.Equal(isSet ? 0 : 1, faults.Count(fault => fault.StartsWith("Documents:CursorKey is missing", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, false, "WEBSITE_INSTANCE_ID=0123", "WEBSITE_AUTH_ENABLED=True")]
    [InlineData(false, false, "WEBSITE_SITE_NAME=cats", "WEBSITE_AUTH_ENABLED=True")]
    [InlineData(true, false, "WEBSITE_SITE_NAME=cats", "WEBSITE_INSTANCE_ID=0123")]
    [InlineData(true, true, "WEBSITE_SITE_NAME=cats", "WEBSITE_POD_NAME=pod-1", "WEBSITE_AUTH_ENABLED=True")]
    public void App_Service_is_known_on_every_plan(bool isAppService, bool authenticates, params string[] variables) =>
        Assert.Equal(new HostPlatform(isAppService, authenticates), AppService.PlatformOf(Configuration(variables)));

    [Fact]
    public void The_machine_of_every_plan_has_a_name()
    {
        Assert.Equal("0123", AppService.InstanceOf(Configuration("WEBSITE_INSTANCE_ID=0123", "WEBSITE_POD_NAME=pod-1")));
        Assert.Equal("pod-1", AppService.InstanceOf(Configuration("WEBSITE_POD_NAME=pod-1")));
        Assert.Null(AppService.InstanceOf(Configuration()));
    }

    /// <summary>Every secret has a place to come from that is no setting in plain text.</summary>
    [Fact]
    public void Every_secret_among_the_settings_comes_from_Key_Vault_or_has_the_identity_in_its_place()
    {
        const string identity = "the app's identity";
        const string further = "the parameter appSettings";
        var sources = new Dictionary<string, string>
        {
            ["Cosmos:AccountKey"] = identity,
            ["Cosmos:ConnectionString"] = identity,
            ["Documents:CursorKey"] = "Documents__CursorKey",
            ["Documents:PreviousCursorKey"] = further,
            ["EventGrid:AccessKey"] = identity,
            ["Notifications:Signing:EarlierWebhookPrivateKeys"] = further,
            ["Notifications:Signing:EarlierWebhookSecrets"] = further,
            ["Notifications:Signing:Pfx"] = "Notifications__Signing__Pfx",
            ["Notifications:Signing:PfxPassword"] = further,
            ["Notifications:Signing:PrivateKeyPem"] = "Notifications__Signing__Pfx",
            ["Notifications:Signing:WebhookPrivateKey"] = "Notifications__Signing__WebhookPrivateKey",
            ["Notifications:Signing:WebhookSecret"] = "Notifications__Signing__WebhookSecret",
            ["Storage:ConnectionString"] = identity,
        };
        var secrets =
            from section in Sections
            from property in section.Options.GetProperties()
            where Regex.IsMatch(property.Name, "(Key|Secret|Password|Pfx|ConnectionString|KeyPem)s?$") && (property.PropertyType == typeof(string) || property.PropertyType == typeof(IList<string>))
            select $"{section.Path}:{property.Name}";
        var deployed = File.ReadAllText(Repository.PathOf("bicep/modules/functionApp.bicep"));

        Assert.Equal(sources.Keys, secrets.Order(StringComparer.Ordinal));
        Assert.All(sources.Values.Where(source => source.Contains("__", StringComparison.Ordinal)), setting => Assert.Contains($"{setting}: '@Microsoft.KeyVault(SecretUri=", deployed, StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_string_is_told_unless_its_service_is_on_this_machine()
    {
        Assert.Equal(
            ["Storage", "Cosmos:AccountKey", "EventGrid:AccessKey"],
            SecretSettings.In(Configuration(
                "AzureWebJobsStorage=UseDevelopmentStorage=true",
                "Storage=AccountName=a;AccountKey=AA==",
                "Cosmos:AccountEndpoint=https://a.documents.azure.com/",
                "Cosmos:AccountKey=AA==",
                "EventGrid:TopicEndpoint=https://t.westeurope-1.eventgrid.azure.net/api/events",
                "EventGrid:AccessKey=AA==")));
        Assert.Empty(SecretSettings.In(Configuration("Cosmos=AccountEndpoint=http://127.0.0.1:8081/;AccountKey=AA==", "Storage:queueServiceUri=https://a.queue.core.windows.net")));
    }

    public sealed class Wrong
    {
        [Function(nameof(Undeclared))]
        public IResult Undeclared([HttpTrigger("get", "head", Route = "undeclared")] HttpRequest request) => Results.Ok(request.Path.Value);

        [Function(nameof(Unbound))]
        public IResult Unbound([HttpTrigger("get", "head", Route = "unbound")] HttpRequest request, string id) => Results.Ok(request.Path.Value + id);
    }

    private static void Serve(FunctionsApplicationBuilder builder, Type[] functions)
    {
        builder.FunctionTypes = functions;
        builder.Web.WebHost.UseTestServer();
        builder.Services.AddSingleton(provider => new GatewayEndpoints(
            HttpFunctions.In(functions.Select(type => type.Assembly)).Where(function => functions.Contains(function.Method.DeclaringType)), provider.GetRequiredService<IOptions<GatewayOptions>>()));
    }

    private static IReadOnlyList<string> Faults(params string[] settings) => new SettingsCheck(Configuration(settings), Sections).Faults();

    private static IConfiguration Configuration(params string[] settings) => new ConfigurationBuilder().AddInMemoryCollection(
        settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build();

    private static FunctionsApplicationBuilder Builder(params string[] settings)
    {
        var builder = FunctionsApplication.CreateBuilder(["environment=Development", "VIRGA_DATA=:memory:", .. settings]);
        builder.AddVirga(_ => { });
        return builder;
    }
}
