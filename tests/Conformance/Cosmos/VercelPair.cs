namespace Conformance.Cosmos;

/// <summary>The embedded endpoint and the other server, side by side.</summary>
public sealed class VercelPair : IAsyncLifetime
{
    private EmbeddedWireHarness? _embedded;
    private VercelHarness? _vercel;

    public WireRun Embedded => new(_embedded!);

    public WireRun Vercel => new(_vercel!);

    public async ValueTask InitializeAsync()
    {
        if (VercelHarness.Missing is not null)
        {
            return;
        }

        _vercel = await VercelHarness.StartAsync();
        _embedded = new EmbeddedWireHarness();
        await _vercel.InitializeAsync();
        await _embedded.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_vercel is not null)
        {
            await _vercel.DisposeAsync();
        }

        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }
    }
}
