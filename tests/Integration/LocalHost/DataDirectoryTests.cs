using Microsoft.Extensions.Configuration;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("virga-data").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void It_is_beside_the_solution_else_beside_host_json_else_in_the_content_root()
    {
        var inner = Directory.CreateDirectory(Path.Combine(_root, "a", "b")).FullName;

        Assert.Equal(Path.Combine(inner, ".virga"), Make(inner).Root);
        File.WriteAllText(Path.Combine(_root, "a", "host.json"), "{}");
        Assert.Equal(Path.Combine(_root, "a", ".virga"), Make(inner).Root);
        File.WriteAllText(Path.Combine(_root, "App.sln"), "");
        Assert.Equal(Path.Combine(_root, ".virga"), Make(inner).Root);
        Assert.Equal(Path.Combine(_root, "elsewhere"), Make(inner, ("VIRGA_DATA", Path.Combine(_root, "elsewhere"))).Root);
    }

    [Fact]
    public void In_memory_there_is_no_folder()
    {
        using var data = Make(_root, ("VIRGA_DATA", ":memory:"));

        Assert.Null(data.Root);
        Assert.Null(data.PathOf("x"));
        Assert.Equal(":memory:", data.DataSource("cosmos.db"));
    }

    [Fact]
    public void A_second_holder_is_refused_with_the_pid_until_the_first_lets_go()
    {
        using var first = Make(_root);
        using var second = Make(_root);
        first.PathOf("x");

        var refused = Assert.Throws<DataDirectoryInUseException>(() => second.PathOf("x"));
        first.Dispose();

        Assert.Contains($"process {Environment.ProcessId}.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(_root, ".virga", "x"), second.PathOf("x"));
    }

    [Fact]
    public void A_fresh_start_clears_what_was_there_but_only_once_it_has_the_lock()
    {
        using (var old = Make(_root))
        {
            File.WriteAllText(old.PathOf("cosmos.db")!, "old");
            Directory.CreateDirectory(old.PathOf("timers")!);
            using var refused = Make(_root, (DataDirectory.FreshSetting, "true"));
            Assert.Throws<DataDirectoryInUseException>(() => refused.PathOf("x"));
            Assert.True(File.Exists(old.PathOf("cosmos.db")));
        }

        using var fresh = Make(_root, (DataDirectory.FreshSetting, "true"));

        Assert.False(File.Exists(fresh.PathOf("cosmos.db")));
        Assert.False(Directory.Exists(fresh.PathOf("timers")));
    }

    [Fact]
    public void The_fresh_switch_takes_no_value()
    {
        var configuration = new ConfigurationBuilder().AddCommandLine(FreshSwitch.Expand(["--fresh", "--urls", "http://localhost:1"])).Build();

        Assert.Equal(("true", "http://localhost:1"), (configuration[DataDirectory.FreshSetting], configuration["urls"]));
    }

    [Fact]
    public void Keys_are_made_once_and_kept()
    {
        var (certificate, key) = DevelopmentKeys.SigningKey(_root, TimeProvider.System);

        Assert.Equal((certificate, key), DevelopmentKeys.SigningKey(_root, TimeProvider.System));
        Assert.Equal(DevelopmentKeys.TokenKey(_root), DevelopmentKeys.TokenKey(_root));
        Assert.NotEqual(DevelopmentKeys.TokenKey(null), DevelopmentKeys.TokenKey(null));
        Assert.Equal(32, DevelopmentKeys.TokenKey(_root).Length);
        using var usable = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(certificate, key);
        Assert.True(usable.HasPrivateKey);
    }

    private static DataDirectory Make(string contentRoot, params (string Key, string Value)[] settings) => DataDirectory.Of(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(), contentRoot);
}
