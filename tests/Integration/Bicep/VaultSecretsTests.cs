using System.Diagnostics;
using System.Runtime.Versioning;
using Support;

namespace Integration.Bicep;

/// <summary><c>bicep/secrets.sh</c> with an <c>az</c> that writes down what it is asked.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class VaultSecretsTests : IDisposable
{
    private const string Az = """
        #!/bin/sh
        cd "$(dirname "$0")"
        echo "$@" >> calls
        tries=$(cat refusals)
        if [ "$tries" -gt 0 ]; then echo $((tries - 1)) > refusals; exit 1; fi
        case "$2 $3" in
          "certificate list") cat certificates ;;
          "secret list") cat secrets ;;
          "secret set") for last; do case $previous in --file) cat "$last" >> values; echo >> values ;; esac; previous=$last; done ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("virga-vault");

    public VaultSecretsTests()
    {
        Write("az", Az);
        File.SetUnixFileMode(Path.Combine(_folder.FullName, "az"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Write("refusals", "0");
        Write("certificates", "");
        Write("secrets", "");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_new_vault_gets_its_certificate_and_secrets_of_32_random_bytes()
    {
        var (code, _, _) = await RunAsync("kv", "signing", "webhook-secret", "cursor-key");

        Assert.Equal(0, code);
        Assert.Contains("certificate create --vault-name kv --name signing --policy @", Calls, StringComparison.Ordinal);
        Assert.Contains("secret set --vault-name kv --name webhook-secret --file ", Calls, StringComparison.Ordinal);
        Assert.Contains("secret set --vault-name kv --name cursor-key --file ", Calls, StringComparison.Ordinal);
        var values = File.ReadAllLines(Path.Combine(_folder.FullName, "values"));
        Assert.Equal(2, values.Distinct().Count());
        Assert.All(values, value => Assert.Equal(32, Convert.FromBase64String(value).Length));
        Assert.DoesNotContain(values, value => Calls.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_there_stays()
    {
        Write("certificates", "https://kv.example/certificates/signing\n");
        Write("secrets", "https://kv.example/secrets/signing\nhttps://kv.example/secrets/cursor-key-old\nhttps://kv.example/secrets/webhook-secret\n");

        var (code, output, _) = await RunAsync("kv", "signing", "webhook-secret", "cursor-key");

        Assert.Equal(0, code);
        Assert.Equal("certificate signing: there\nsecret webhook-secret: there\nsecret cursor-key: made\n", output);
        Assert.DoesNotContain("create", Calls, StringComparison.Ordinal);
        Assert.Single(Calls.Split('\n'), call => call.Contains("secret set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_that_does_not_count_yet_is_waited_for_and_replaces_nothing()
    {
        Write("refusals", "3");
        Write("certificates", "https://kv.example/certificates/signing\n");
        Write("secrets", "https://kv.example/secrets/webhook-secret\n");

        var (code, _, errors) = await RunAsync("kv", "signing", "webhook-secret");

        Assert.Equal(0, code);
        Assert.Contains("Not let into the vault 'kv' yet; trying again (3 of 30).", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("create", Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("secret set", Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_never_opens_is_said_so_and_nothing_is_made()
    {
        Write("refusals", "1000");

        var (code, _, errors) = await RunAsync("kv", "signing", "webhook-secret");

        Assert.Equal(1, code);
        Assert.Contains("The certificates of the vault 'kv' cannot be listed.", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("create", Calls, StringComparison.Ordinal);
    }

    private string Calls => File.ReadAllText(Path.Combine(_folder.FullName, "calls"));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text.ReplaceLineEndings("\n"));

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", [Repository.PathOf("bicep/secrets.sh"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["VIRGA_RETRY_SECONDS"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await errors);
    }
}
