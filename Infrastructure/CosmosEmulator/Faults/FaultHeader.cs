using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>The header by which clients in other processes ask for a fault: <c>x-virga-fault: 429/3200; retry-after=10; delay=5; after</c> (milliseconds).</summary>
internal static class FaultHeader
{
    private const string Name = "x-virga-fault";

    public static CosmosFault? Of(WireRequest request)
    {
        if (request.Header(Name) is not { Length: > 0 } text)
        {
            return null;
        }

        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var status = parts[0].Split('/');
        var fault = new CosmosFault(Number(status[0])) { SubStatusCode = status.Length > 1 ? Number(status[1]) : 0 };
        foreach (var part in parts.Skip(1))
        {
            var setting = part.Split('=');
            fault = setting switch
            {
                ["retry-after", var value] => fault with { RetryAfter = TimeSpan.FromMilliseconds(Number(value)) },
                ["delay", var value] => fault with { Delay = TimeSpan.FromMilliseconds(Number(value)) },
                ["after"] => fault with { AfterTheFact = true },
                _ => throw WireFault.BadRequest($"'{part}' in the header {Name} is not known."),
            };
        }

        return fault;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw WireFault.BadRequest($"'{text}' in the header {Name} is not a number.");
}
