namespace Virga.Documents;

/// <summary>A filter written as text cannot be read, or asks for what it may not.</summary>
public sealed class FilterException : ArgumentException
{
    /// <summary>Why, and where.</summary>
    /// <param name="message">What is wrong, with the fix.</param>
    /// <param name="position">The first wrong character, 0 the first of the text.</param>
    public FilterException(string message, int position)
        : base(FormattableString.Invariant($"{message} (at character {position + 1})"))
    {
        Position = position;
    }

    /// <summary>The error's stable code: <c>invalid-filter</c>.</summary>
    public string Code { get; } = "invalid-filter";

    /// <summary>The first wrong character, 0 the first of the text.</summary>
    public int Position { get; }
}
