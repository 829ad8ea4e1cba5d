using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>A parameter that the gateway checks before the function runs, all of them at once: 400 <c>invalid-parameter</c> names each fault.</summary>
/// <remarks>Read it in the function with <see cref="ParameterExtensions.Parameter{T}"/>. Use <see cref="QueryParameterAttribute{T}"/>, <see cref="HeaderParameterAttribute{T}"/> or <see cref="RouteParameterAttribute{T}"/>.</remarks>
public abstract class ParameterAttribute : Attribute, IOperationDescription
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    private readonly QueryValueType _type;
    private Regex? _pattern;

    private protected ParameterAttribute(string name, Type type)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        _type = QueryValueType.Of(type)
            ?? throw new ArgumentException($"The parameter '{name}' cannot be a {type.Name}: use text, a number, a Boolean, an enum, a Guid, a date or a time.", nameof(type));
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>Whether it must be there and not be blank.</summary>
    /// <value>false; route parameters always are</value>
    public bool Required { get; init; }

    /// <summary>Whether it may be given more than once: <see cref="ParameterExtensions.Parameters{T}"/> reads all.</summary>
    /// <value>false</value>
    public bool Many { get; init; }

    /// <summary>The smallest number taken.</summary>
    /// <value>not bounded</value>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The largest number taken.</summary>
    /// <value>not bounded</value>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>The most characters of a text.</summary>
    /// <value>1,024</value>
    public int MaxLength { get; init; } = 1024;

    /// <summary>The texts taken; empty for all.</summary>
    /// <value>all</value>
    public string[] OneOf { get; init; } = [];

    /// <summary>A regular expression the whole text must match.</summary>
    /// <value>none</value>
    public string? Pattern
    {
        get;
        init
        {
            field = value;
            _pattern = value is null ? null : new Regex($@"^(?:{value})\z", RegexOptions.CultureInvariant, PatternTime);
        }
    }

    /// <summary>What the value of a request without the parameter is, as text.</summary>
    /// <value>none</value>
    public string? Default { get; init; }

    /// <summary>What the parameter is, for OpenAPI.</summary>
    public string? Description { get; init; }

    internal abstract ParameterLocation Location { get; }

    void IOperationDescription.Describe(OperationDraft operation)
    {
        if (Location == ParameterLocation.Path)
        {
            operation.Operation.Parameters = [.. (operation.Operation.Parameters ?? []).Where(known => known.In != ParameterLocation.Path || !Name.Equals(known.Name, StringComparison.OrdinalIgnoreCase))];
        }

        operation.Parameter(Name, Location, Schema(), Description, Required);
        operation.Refuses(400, ProblemCodes.InvalidParameter);
    }

    /// <summary>The value of a text, or what is wrong with it.</summary>
    internal (object? Value, ProblemError? Fault) Read(string text)
    {
        if (text.Length > MaxLength)
        {
            return (null, Fault("too-long", $"This has at most {MaxLength} characters."));
        }

        if (_type.Read(text) is not { } value)
        {
            return (null, Fault("wrong-type", $"This is {_type.Description}."));
        }

        if (OneOf.Length > 0 && !OneOf.Contains(text, StringComparer.Ordinal))
        {
            return (null, Fault("not-allowed", $"This is one of {string.Join(", ", OneOf)}."));
        }

        if (!IsInRange(value))
        {
            return (null, Fault("out-of-range", RangeText()));
        }

        return Matches(text) ? (value, null) : (null, Fault("pattern-mismatch", $"This matches {Pattern}."));
    }

    internal ProblemError Fault(string code, string message) => Location switch
    {
        ParameterLocation.Query => ProblemError.Query(Name, code, message),
        ParameterLocation.Header => ProblemError.Header(Name, code, message),
        _ => ProblemError.Path(Name, code, message),
    };

    private bool IsInRange(object value) => value is not (int or long or short or byte or decimal or double or float)
        || Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && number >= Minimum && number <= Maximum;

    private bool Matches(string text)
    {
        try
        {
            return _pattern?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private string RangeText() => (double.IsFinite(Minimum), double.IsFinite(Maximum)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"This is from {Minimum} to {Maximum}."),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"This is at least {Minimum}."),
        _ => string.Create(CultureInfo.InvariantCulture, $"This is at most {Maximum}."),
    };

    private JsonObject Schema()
    {
        var schema = (JsonObject)_type.JsonSchema.DeepClone();
        if (double.IsFinite(Minimum))
        {
            schema["minimum"] = Minimum;
        }

        if (double.IsFinite(Maximum))
        {
            schema["maximum"] = Maximum;
        }

        if (OneOf.Length > 0)
        {
            schema["enum"] = new JsonArray([.. OneOf.Select(value => JsonValue.Create(value))]);
        }

        if (Pattern is not null)
        {
            schema["pattern"] = $"^(?:{Pattern})$";
        }

        if (Default is not null && _type.Read(Default) is { } value)
        {
            schema["default"] = value is string ? Default : JsonNode.Parse(JsonSerializer.Serialize(value));
        }

        return Many ? new JsonObject { ["type"] = "array", ["items"] = schema } : schema;
    }
}
