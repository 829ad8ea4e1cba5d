namespace Virga.Documents;

/// <summary>One reference that is followed, whatever it leads to.</summary>
internal abstract class IncludeStep<T>
{
    /// <summary>Asks the level for what the documents refer to, and what it finds for what that refers to.</summary>
    public abstract void Ask(IEnumerable<T> values, IncludeLevel level);
}
