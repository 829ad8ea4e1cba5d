using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Says how documents of earlier versions of a model become documents of the current one. See <see cref="SchemaPlacement.Version"/>.</summary>
public sealed class VersionBuilder
{
    private readonly SchemaVersions _versions;

    internal VersionBuilder(SchemaVersions versions)
    {
        _versions = versions;
    }

    /// <summary>One step: turns a document of a version into one of the next. Every version before the current one needs its step.</summary>
    /// <param name="from">The version the step starts at; it ends at the next.</param>
    /// <param name="upgrade">Changes the document, which is as the model stores it: camel-case names, the key under its own name, without what the framework keeps beside it.
    /// It must depend on nothing but the document and leave key and partition alone; what it throws makes the document unreadable, and only that document.</param>
    public VersionBuilder Upgrade(int from, Action<JsonObject> upgrade)
    {
        ArgumentNullException.ThrowIfNull(upgrade);
        _versions.Add(from, upgrade);
        return this;
    }
}
