using System.Reflection;
using Support;

namespace Architecture;

/// <summary>Dependencies point inward: Documents ← Notifications ← Gateway, adapters → Domain, and adapters never know each other.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Domain = ["Virga.Documents", "Virga.Notifications", "Virga.Gateway"];
    private static readonly string[] Adapters = ["Virga.Cosmos", "Virga.CosmosEmulator", "Virga.EventGrid", "Virga.FrontDoor", "Virga.LocalStorage", "Virga.Proxy", "Virga.Storage"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Virga.Documents"] = [],
        ["Virga.Notifications"] = ["Virga.Documents"],
        ["Virga.Gateway"] = ["Virga.Documents", "Virga.Notifications"],
        ["Virga.Cosmos"] = Domain,
        ["Virga.CosmosEmulator"] = Domain,
        ["Virga.EventGrid"] = Domain,
        ["Virga.FrontDoor"] = Domain,
        ["Virga.LocalStorage"] = Domain,
        ["Virga.Proxy"] = Domain,
        ["Virga.Storage"] = Domain,
        ["Virga.LocalHost"] = [.. Domain, .. Adapters],
        ["Virga.Testing"] = [.. Domain, "Virga.LocalHost"],
        ["Virga.Hosting"] = [.. Domain, .. Adapters, "Virga.LocalHost"],
    };

    private static readonly string[] Vendors = ["Azure.", "Microsoft.Azure.", "Microsoft.Data.", "SQLite", "Newtonsoft.", "Yarp.", "System.Net.Sockets", "System.Data"];

    public static TheoryData<string> ShippedProjects => [.. Projects.Shipped];

    public static TheoryData<string> DomainAssemblies => [.. Domain];

    [Fact]
    public void Every_shipped_project_has_its_place_in_the_dependency_rule() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Projects.Shipped.Select(Projects.NameOf).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(ShippedProjects))]
    public void A_project_references_only_what_lies_further_in(string project)
    {
        var allowed = Allowed[Projects.NameOf(project)];

        Rule.Holds($"{project} must not reference these.", Projects.ProjectReferencesOf(project).Except(allowed));
    }

    [Theory]
    [MemberData(nameof(DomainAssemblies))]
    public void The_domain_is_compiled_against_no_vendor(string assembly)
    {
        var referenced = Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Rule.Holds($"{assembly} is Domain: no vendor's types in it.", referenced.Where(name => Vendors.Any(vendor => name.StartsWith(vendor, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("Virga.Documents")]
    [InlineData("Virga.Notifications")]
    public void Only_the_gateway_part_of_the_domain_knows_AspNetCore(string assembly)
    {
        var referenced = Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name!);

        Rule.Holds($"{assembly} must not know ASP.NET Core.", referenced.Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(DomainAssemblies))]
    public void The_domain_touches_no_file_socket_or_process(string assembly)
    {
        string[] outside =
        [
            "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
            "System.Diagnostics.Process", "System.Net.Http.SocketsHttpHandler", "System.Net.Http.HttpClientHandler",
        ];

        Rule.Holds($"{assembly} is Domain: no file, socket or process in it.", TypeReferences.Of(Assembly.Load(assembly)).Intersect(outside));
    }

    [Fact]
    public void The_domain_asks_for_no_vendor_package()
    {
        var asked = Projects.Shipped.Where(path => path.StartsWith("Domain/", StringComparison.Ordinal)).SelectMany(Projects.PackageReferencesOf);

        Rule.Holds("A Domain project asks for no vendor's package.", asked.Where(name => Vendors.Any(vendor => name.StartsWith(vendor, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathOf("App.sln")).Replace('\\', '/');

        Rule.Holds("App.sln lists every project.", Projects.All.Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }
}
