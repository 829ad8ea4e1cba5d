using System.Text.Json;

namespace Virga.Documents;

/// <summary>Takes one attribute of a value through the write pipeline, without any tree.</summary>
internal abstract class DirectAttribute<T>
{
    /// <summary>Writes the attribute; false when it has a fault or anything else the pipeline over JSON must look at.</summary>
    public abstract bool Write(T value, WriteMoment moment, Utf8JsonWriter writer);

    /// <summary>Writes the attribute, which is a key or partition, and gives its text; null as <see cref="Write"/> is false.</summary>
    public abstract string? WriteText(T value, WriteMoment moment, Utf8JsonWriter writer);
}
