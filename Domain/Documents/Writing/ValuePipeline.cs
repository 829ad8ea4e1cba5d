using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The write pipeline for one value of a document that exists: what an update sets, or what it touched.</summary>
internal static class ValuePipeline
{
    /// <summary>The value in normal form, or null when its transform leaves it out. The value given is taken over.</summary>
    public static JsonNode? Run(AttributeModel? attribute, ValueShape shape, JsonNode given, WriteMoment moment, FaultScope scope)
    {
        var run = new WriteRun(null!, moment, scope);
        return Check(attribute, shape, Change(attribute, shape, given, run), run);
    }

    /// <summary>Changes an attribute of the document itself as the pipeline does, in place; its rules are checked when the whole document is there.</summary>
    public static void Rerun(JsonObject document, AttributeModel attribute, WriteRun run)
    {
        run.Scope.Push(attribute.Name);
        if (document[attribute.Name] is { } given)
        {
            var value = Check(null, attribute.Shape, Change(attribute, attribute.Shape, given, run), run);
            if (value is null)
            {
                document.Remove(attribute.Name);
            }
            else if (!ReferenceEquals(value, given))
            {
                document[attribute.Name] = value;
            }
        }

        run.Scope.Pop();
    }

    private static JsonNode? Change(AttributeModel? attribute, ValueShape shape, JsonNode given, WriteRun run)
    {
        var value = shape.Normalise(given, run.Scope);
        DocumentWalk.Visit(shape, value, run.Scope, run, WriteStages.ApplyDefaults);
        DocumentWalk.Visit(shape, value, run.Scope, run, WriteStages.SettleNulls);
        DocumentWalk.Visit(shape, value, run.Scope, run, WriteStages.ApplyTransforms);
        return value is not null && attribute is { IsLate: false } ? WriteStages.Transform(attribute, value, run) : value;
    }

    private static JsonNode? Check(AttributeModel? attribute, ValueShape shape, JsonNode? value, WriteRun run)
    {
        DocumentWalk.Visit(shape, value, run.Scope, run, WriteStages.CheckRules);
        if (value is not null && attribute is not null)
        {
            WriteStages.Check(attribute, value, run);
        }

        return value;
    }
}
