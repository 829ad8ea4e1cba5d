namespace Virga.Documents;

/// <summary>What was said of an <see cref="Optional{T}"/>.</summary>
internal enum OptionalState
{
    NotSaid,
    Unset,
    Value,
}
