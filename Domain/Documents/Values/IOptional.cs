namespace Virga.Documents;

/// <summary>Any <see cref="Optional{T}"/>.</summary>
internal interface IOptional
{
    /// <summary>Whether anything was said: a value, or that there is none.</summary>
    bool IsSaid { get; }
}
