using Virga.Gateway;

namespace Virga.Proxy;

/// <summary>A backend while the app runs: its addresses take turns, and those that were not reached rest.</summary>
internal sealed class Backend(string name, BackendOptions options, TimeProvider time)
{
    private readonly Destination[] _destinations = [.. options.Addresses.Select(address => new Destination(address))];
    private int _turn;

    public string Name { get; } = name;

    public BackendOptions Options { get; } = options;

    public IReadOnlyList<Destination> Destinations => _destinations;

    /// <summary>The next address that is worth asking; null when all rest.</summary>
    public Destination? Next()
    {
        var now = time.GetUtcNow();
        var first = (uint)Interlocked.Increment(ref _turn);
        for (var step = 0u; step < _destinations.Length; step++)
        {
            var destination = _destinations[(first + step) % (uint)_destinations.Length];
            if (destination.IsHealthy(now))
            {
                return destination;
            }
        }

        return null;
    }

    /// <summary>The address was not reached. The only one there is goes on being asked: there is nobody else.</summary>
    public void Failed(Destination destination)
    {
        if (_destinations.Length > 1)
        {
            destination.Rest(time.GetUtcNow() + Options.HealthInterval);
        }
    }

    /// <summary>The address said that it is not well, and rests until a probe finds it well.</summary>
    public void Unwell(Destination destination) => destination.Rest(time.GetUtcNow() + (Options.HealthInterval * 3));
}
