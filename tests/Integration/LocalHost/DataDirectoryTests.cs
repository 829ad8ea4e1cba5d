using System.Security.Cryptography.X509Certificates;
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
        using var usable = X509Certificate2.CreateFromPem(certificate, key);
        Assert.True(usable.HasPrivateKey);
        var nothing = new ConfigurationBuilder().Build();
        Assert.Equal(DevelopmentKeys.TokenKey(nothing, _root), DevelopmentKeys.TokenKey(nothing, _root));
        Assert.NotEqual(DevelopmentKeys.TokenKey(nothing, null), DevelopmentKeys.TokenKey(nothing, null));
        Assert.Equal(32, DevelopmentKeys.TokenKey(nothing, _root).Length);
    }

    [Fact]
    public void A_key_of_tokens_in_the_settings_goes_before_the_one_in_the_folder()
    {
        var key = Enumerable.Range(1, 32).Select(n => (byte)n).ToArray();

        Assert.Equal(key, DevelopmentKeys.TokenKey(Setting(Convert.ToBase64String(key)), _root));
        Assert.Contains("VIRGA_DEVELOPMENT_TOKEN_KEY is not base64", Assert.Throws<FormatException>(() => DevelopmentKeys.TokenKey(Setting("no key!"), _root)).Message, StringComparison.Ordinal);

        static IConfiguration Setting(string value) =>
            new ConfigurationBuilder().AddInMemoryCollection([new(DevelopmentKeys.TokenKeySetting, value)]).Build();
    }

    private static DataDirectory Make(string contentRoot, params (string Key, string Value)[] settings) => DataDirectory.Of(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(), contentRoot);
}
