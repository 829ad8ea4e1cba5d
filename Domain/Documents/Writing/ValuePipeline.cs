using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The write pipeline for one value of a document that exists: what an update sets, or what it touched.</summary>
internal static class ValuePipeline
{
    /// <summary>The value as it is stored, or null when its transform leaves it out. The value given is taken over.</summary>
    public static JsonNode? Run(AttributeModel? attribute, ValueShape shape, JsonNode given, WriteMoment moment, FaultScope scope)
    {
        var value = shape.Normalise(given, scope);
        DocumentWalk.Visit(shape, value, scope, moment, WriteStages.ApplyDefaults);
        DocumentWalk.Visit(shape, value, scope, moment, WriteStages.ApplyTransforms);
        if (value is not null && attribute is not null)
        {
            value = WriteStages.Transform(attribute, value, scope);
        }

        DocumentWalk.Visit(shape, value, scope, moment, WriteStages.CheckRules);
        if (value is not null && attribute is not null)
        {
            WriteStages.Check(attribute, value, scope);
        }

        return value;
    }

    /// <summary>Runs the pipeline for an attribute of the document itself, in place.</summary>
    public static void Rerun(JsonObject document, AttributeModel attribute, WriteMoment moment, FaultScope scope)
    {
        scope.Push(attribute.Name);
        if (document[attribute.Name] is { } given)
        {
            var value = Run(attribute, attribute.Shape, given, moment, scope);
            if (value is null)
            {
                document.Remove(attribute.Name);
            }
            else if (!ReferenceEquals(value, given))
            {
                document[attribute.Name] = value;
            }
        }

        if (attribute.IsRequired && document[attribute.Name] is null)
        {
            scope.Add(FaultCodes.Required, "Must have a value.", null);
        }

        scope.Pop();
    }
}
