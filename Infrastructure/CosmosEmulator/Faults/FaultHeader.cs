using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Reads the header by which clients in other processes ask for a fault; its form is in the remarks of <see cref="CosmosFault"/>.</summary>
/// <param name="Fault">The fault; null when the answer is the real one.</param>
/// <param name="Splits">Whether the container is split first.</param>
/// <param name="Lag">The lag of the replica to set first.</param>
internal sealed record FaultHeader(CosmosFault? Fault, bool Splits, int? Lag)
{
    private const string Name = "x-virga-fault";

    public static FaultHeader? Of(WireRequest request)
    {
        if (request.Header(Name) is not { Length: > 0 } text)
        {
            return null;
        }

        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var header = parts.Length == 0 ? throw Unknown(text) : parts[0].Split('=') switch
        {
            ["split"] => new FaultHeader(null, true, null),
            ["lag", var behind] => new FaultHeader(null, false, Number(behind)),
            ["drop"] => new FaultHeader(CosmosFault.Dropped, false, null),
            ["drop", "body"] => new FaultHeader(CosmosFault.DroppedWithinBody, false, null),
            _ => new FaultHeader(Status(parts[0]), false, null),
        };
        return parts.Length == 1 ? header : header with { Fault = parts.Skip(1).Aggregate(header.Fault ?? throw Unknown(parts[1]), Set) };
    }

    private static CosmosFault Status(string text)
    {
        var status = text.Split('/');
        return new CosmosFault(Number(status[0])) { SubStatusCode = status.Length > 1 ? Number(status[1]) : 0 };
    }

    private static CosmosFault Set(CosmosFault fault, string part) => part.Split('=') switch
    {
        ["retry-after", var value] => fault with { RetryAfter = TimeSpan.FromMilliseconds(Number(value)) },
        ["delay", var value] => fault with { Delay = TimeSpan.FromMilliseconds(Number(value)) },
        ["after"] => fault with { AfterTheFact = true },
        _ => throw Unknown(part),
    };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw WireFault.BadRequest($"'{text}' in the header {Name} is not a number.");

    private static WireFault Unknown(string part) => WireFault.BadRequest($"'{part}' in the header {Name} is not known.");
}
