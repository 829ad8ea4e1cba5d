using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>A reference to a document of another model, or of the same one: its whole key, so that following it is one point read.</summary>
/// <remarks>Stored as <c>{"partition": …, "id": …}</c>; a list of references is a list. A reference without one of the parts is refused.</remarks>
/// <typeparam name="T">The type of the model referred to.</typeparam>
/// <param name="Key">The document's key.</param>
[JsonConverter(typeof(ReferenceConverterFactory))]
public readonly record struct Reference<T>(DocumentKey Key)
{
    /// <summary>A reference to a document in hand.</summary>
    public static implicit operator Reference<T>(Item<T> item) => FromItem(item);

    /// <summary>A reference to a document in hand.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The operator's other name.")]
    public static Reference<T> FromItem(Item<T> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new Reference<T>(item.Key);
    }
}
