using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Virga.LocalHost;

/// <summary>What host.json says, as far as the local host heeds it. <c>AzureFunctionsJobHost__…</c> settings override it, as in the Functions host.</summary>
/// <remarks>Defaults are the Functions host's.</remarks>
internal sealed class HostSettings
{
    /// <summary>Goes before every route.</summary>
    /// <value><c>api</c>.</value>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>How many queue messages are taken at once: 1 to 32.</summary>
    /// <value>16.</value>
    public int QueueBatchSize { get; init; } = 16;

    /// <summary>How often a message is tried before it goes to the poison queue.</summary>
    /// <value>5.</value>
    public int QueueMaxDequeueCount { get; init; } = 5;

    /// <summary>The longest wait between two looks into an empty queue.</summary>
    /// <value>1 minute.</value>
    public TimeSpan QueueMaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a message whose function failed stays hidden.</summary>
    /// <value>Zero.</value>
    public TimeSpan QueueVisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>How long an invocation that HTTP did not start may run; null for endlessly.</summary>
    /// <value>30 minutes.</value>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="FormatException">A setting is not of its kind; the message names it.</exception>
    public static HostSettings Read(IConfiguration hostJson)
    {
        var defaults = new HostSettings();
        return new HostSettings
        {
            RoutePrefix = hostJson["extensions:http:routePrefix"] ?? defaults.RoutePrefix,
            QueueBatchSize = Number(hostJson, "extensions:queues:batchSize", defaults.QueueBatchSize, 1, 32),
            QueueMaxDequeueCount = Number(hostJson, "extensions:queues:maxDequeueCount", defaults.QueueMaxDequeueCount, 1, int.MaxValue),
            QueueMaxPollingInterval = Time(hostJson, "extensions:queues:maxPollingInterval") ?? defaults.QueueMaxPollingInterval,
            QueueVisibilityTimeout = Time(hostJson, "extensions:queues:visibilityTimeout") ?? defaults.QueueVisibilityTimeout,
            FunctionTimeout = hostJson["functionTimeout"] == "-1" ? null : Time(hostJson, "functionTimeout") ?? defaults.FunctionTimeout,
        };
    }

    private static int Number(IConfiguration hostJson, string key, int otherwise, int least, int most)
    {
        if (hostJson[key] is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"host.json: '{key}' is '{text}'; it must be a number from {least} to {most}.");
    }

    private static TimeSpan? Time(IConfiguration hostJson, string key)
    {
        if (hostJson[key] is not { } text)
        {
            return null;
        }

        // The Functions host takes a plain number for milliseconds.
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero
            ? time
            : throw new FormatException($"host.json: '{key}' is '{text}'; it must be a time such as 00:00:30.");
    }
}
