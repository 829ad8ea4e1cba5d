namespace Support;

/// <summary>Programs that some tests need and that <c>./dev setup</c> installs: a test without its program is skipped, and the CI takes no such skip.</summary>
public static class TestTool
{
    /// <summary>The browser that tests drive.</summary>
    public static string Chromium { get; } = Environment.GetEnvironmentVariable("VIRGA_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    /// <summary>The command that runs JavaScript.</summary>
    public const string Node = "node";

    /// <summary>Why no browser can be driven; null when one can.</summary>
    public static string? NoChromium { get; } =
        !File.Exists(Chromium) ? $"There is no browser at {Chromium}: run ./dev setup, or name one in VIRGA_CHROMIUM." : NoPackage("axe-core");

    /// <summary>Why a script that uses an npm package cannot run; null when it can.</summary>
    public static string? NoPackage(string name)
    {
        var package = Repository.PathOf($"tests/node_modules/{name}/package.json");
        return !IsOnPath(Node) ? "There is no node on the PATH: run ./dev setup."
            : !File.Exists(package) ? $"The npm package {name} is not installed: run ./dev setup."
            : null;
    }

    private static bool IsOnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, command)) || File.Exists(Path.Combine(folder, command + ".exe")));
}
