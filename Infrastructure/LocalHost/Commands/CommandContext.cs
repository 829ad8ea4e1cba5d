using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Virga.LocalHost;

/// <summary>What commands work with.</summary>
/// <param name="Configuration">The app's configuration.</param>
/// <param name="ContentRoot">The folder the app was started in.</param>
/// <param name="Time">The clock.</param>
/// <param name="Output">Where results go.</param>
/// <param name="Error">Where complaints and progress go.</param>
/// <param name="App">The app, built when a command first asks for it and never started: its models and stores, without its triggers.</param>
internal sealed record CommandContext(IConfiguration Configuration, string ContentRoot, TimeProvider Time, TextWriter Output, TextWriter Error, Lazy<WebApplication> App)
{
    /// <summary>The app's services.</summary>
    public IServiceProvider Services => App.Value.Services;
}
