using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The rules of a list's elements or a dictionary's values that are no objects with attributes of their own.</summary>
internal sealed class EachRule(AttributeModel element) : ValueRule
{
    public override void Check(JsonNode value, WriteRun run)
    {
        switch (value)
        {
            case JsonArray list:
                for (var index = 0; index < list.Count; index++)
                {
                    run.Scope.Push(index);
                    CheckOne(list[index], run);
                    run.Scope.Pop();
                }

                break;

            case JsonObject map:
                foreach (var (name, entry) in map)
                {
                    run.Scope.Push(name);
                    CheckOne(entry, run);
                    run.Scope.Pop();
                }

                break;
        }
    }

    public override void Describe(JsonObject schema)
    {
        foreach (var inner in new[] { schema["items"], schema["additionalProperties"] }.OfType<JsonObject>())
        {
            foreach (var rule in element.Rules)
            {
                rule.Describe(inner);
            }
        }
    }

    private void CheckOne(JsonNode? value, WriteRun run)
    {
        if (value is not null)
        {
            WriteStages.Check(element, value, run);
        }
        else if (element.IsRequired)
        {
            run.Scope.Add(FaultCodes.Required, "Must have a value.", null);
        }
    }
}
