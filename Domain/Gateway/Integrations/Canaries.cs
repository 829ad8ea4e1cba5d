using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Virga.Gateway;

/// <summary>The canaries' options, each read from its own section when it is first asked for, and anew when the configuration has changed.</summary>
internal sealed class Canaries : IDisposable
{
    private readonly ConcurrentDictionary<string, CanaryOptions> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfiguration? _configuration;
    private readonly IDisposable? _changes;

    public Canaries(IConfiguration? configuration)
    {
        _configuration = configuration;
        _changes = configuration is null ? null : ChangeToken.OnChange(configuration.GetReloadToken, _read.Clear);
    }

    public CanaryOptions Get(string name) => _read.GetOrAdd(name, Read);

    public void Dispose() => _changes?.Dispose();

    private CanaryOptions Read(string name)
    {
        var options = new CanaryOptions();
        _configuration?.GetSection($"{CanaryOptions.Section}:{name}").Bind(options);
        if (double.IsNaN(options.Percent) || options.Percent is < 0 or > 100)
        {
            // A slip in a running app must not send everybody the new way.
            options.Percent = 0;
        }

        return options;
    }
}
