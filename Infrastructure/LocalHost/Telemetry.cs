using System.Diagnostics;

namespace Virga.LocalHost;

/// <summary>The local host's traces.</summary>
internal static class Telemetry
{
    /// <summary>The name of the activity source.</summary>
    public const string Name = "Virga.LocalHost";

    /// <summary>One activity an invocation that HTTP did not start.</summary>
    public static readonly ActivitySource Source = new(Name);
}
