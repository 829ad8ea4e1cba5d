namespace Virga.Documents;

/// <summary>One writing of a JSON Schema: for which use, and how deep it stands.</summary>
internal sealed class JsonSchemaContext(SchemaView view)
{
    public SchemaView View { get; } = view;

    public int Depth { get; set; }
}
