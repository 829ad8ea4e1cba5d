using Microsoft.Extensions.Logging;

namespace Virga.Hosting;

/// <summary>What the framework's own part of a function app logs.</summary>
internal static partial class Log
{
    /// <summary>The category.</summary>
    public const string Category = "Virga.Hosting";

    [LoggerMessage(1, LogLevel.Warning, "{Setting} holds a secret. Name the service's address instead and give the app's identity a role: docs/guide/deploy.md says which.")]
    public static partial void SecretInSettings(ILogger logger, string setting);
}
