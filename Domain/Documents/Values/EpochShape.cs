using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A point in time, date or time span shown as text and kept as a whole number of seconds or milliseconds.</summary>
internal sealed class EpochShape(TextFormatShape text, DateStorage storage) : ValueShape
{
    private readonly TickFormat _ticks = text.Ticks!;
    private readonly long _unit = storage == DateStorage.Seconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;

    /// <summary>The same as text.</summary>
    public TextFormatShape Text => text;

    public override DocumentType Type => DocumentType.String;

    public override DocumentType StoredType => DocumentType.Number;

    public override bool IsStoredAsIs => false;

    public override bool IsOrdered => true;

    public override string Description => text.Description;

    public override JsonNode? Normalise(JsonNode value, FaultScope scope)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            return FromStored(value, scope);
        }

        var before = scope.Count;
        var normal = text.Normalise(value, scope);
        if (scope.Count > before || !JsonText.TryGetString(normal, out var written))
        {
            return normal;
        }

        var ticks = _ticks.Read(written);
        var whole = Floor(ticks);
        return whole == ticks ? normal : JsonValue.Create(_ticks.Write(whole));
    }

    // A value to compare with may be finer than what is stored: 5.5 seconds is more than 5 and less than 6.
    public override JsonNode ToStored(JsonNode normal)
    {
        if (!JsonText.TryGetString(normal, out var written))
        {
            return normal;
        }

        var ticks = _ticks.Read(written);
        return ticks % _unit == 0 ? JsonValue.Create(ticks / _unit) : JsonValue.Create((double)ticks / _unit);
    }

    public override JsonNode? FromStored(JsonNode stored, FaultScope scope)
    {
        if (!JsonText.TryGetDecimal(stored, out var number) || number != decimal.Truncate(number) || Math.Abs(number) > long.MaxValue / _unit)
        {
            return Refuse(stored, scope);
        }

        try
        {
            return JsonValue.Create(_ticks.Write((long)number * _unit));
        }
        catch (ArgumentOutOfRangeException)
        {
            return Refuse(stored, scope);
        }
    }

    public override JsonNode? ToLiteral(JsonNode value, FaultScope scope)
    {
        var before = scope.Count;
        var normal = value.GetValueKind() == JsonValueKind.Number ? FromStored(value, scope) : text.Normalise(value, scope);
        return scope.Count == before && normal is not null ? ToStored(normal) : normal;
    }

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => text.ToJsonSchema(context);

    private long Floor(long ticks)
    {
        var rest = ticks % _unit;
        return ticks - (rest < 0 ? rest + _unit : rest);
    }
}
