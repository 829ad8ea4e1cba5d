namespace Virga.Proxy;

/// <summary>One address of a backend, and whether it is worth asking.</summary>
internal sealed class Destination(Uri address)
{
    private long _restsUntil;

    /// <summary>The address, without a slash at its end.</summary>
    public string Prefix { get; } = address.AbsoluteUri.TrimEnd('/');

    public bool IsHealthy(DateTimeOffset now) => now.UtcTicks >= Interlocked.Read(ref _restsUntil);

    /// <summary>Not to be asked until then.</summary>
    public void Rest(DateTimeOffset until) => Interlocked.Exchange(ref _restsUntil, until.UtcTicks);

    /// <summary>To be asked again.</summary>
    public void Recover() => Interlocked.Exchange(ref _restsUntil, 0);
}
