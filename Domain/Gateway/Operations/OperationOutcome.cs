namespace Virga.Gateway;

/// <summary>What an operation gave.</summary>
public sealed record OperationOutcome
{
    /// <summary>Nothing to look at.</summary>
    public static OperationOutcome Done { get; } = new();

    /// <summary>Where the result is, as a path of this app: <c>/api/reports/7</c>; null for nowhere.</summary>
    public string? Location { get; init; }

    /// <summary>The result itself, when it is small: it becomes part of the operation's status as JSON, at most 64 KB.</summary>
    public object? Value { get; init; }

    /// <summary>The result is at a path of this app.</summary>
    public static OperationOutcome At(string location) => new() { Location = location };

    /// <summary>The result is this, as JSON.</summary>
    public static OperationOutcome Of(object value) => new() { Value = value };
}
