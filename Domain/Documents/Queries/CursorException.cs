namespace Virga.Documents;

/// <summary>A cursor was not made by this application, was changed, is too old, or belongs to another query.</summary>
public sealed class CursorException : ArgumentException
{
    /// <summary>Why the cursor is refused.</summary>
    public CursorException(string message, CursorFault fault)
        : base(message)
    {
        Fault = fault;
    }

    /// <summary>The error's stable code: <c>invalid-cursor</c>.</summary>
    public string Code { get; } = "invalid-cursor";

    /// <summary>Why, for code.</summary>
    public CursorFault Fault { get; }
}
