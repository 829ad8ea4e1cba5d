namespace Virga.Documents;

/// <summary>What a step of an <see cref="Update{T}"/> does.</summary>
internal enum UpdateVerb
{
    Set,
    SetIfAbsent,
    Add,
    Remove,
    Append,
    Insert,
    Union,
    Except,
    Unset,
}
