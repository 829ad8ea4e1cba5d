using System.Collections.ObjectModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.LocalHost;

/// <summary>A binding as <c>functions.metadata</c> has it.</summary>
internal static class BindingJson
{
    /// <summary>The parameter types that the worker fetches by itself, from a reference that the host sends; the host converts the others.</summary>
    private static readonly Dictionary<Type, string[]> Deferred = new()
    {
        [typeof(QueueTriggerAttribute)] = ["Azure.Storage.Queues.Models.QueueMessage", "System.BinaryData"],
    };

    /// <summary>Describes the binding of a parameter or of an output.</summary>
    public static JsonObject Of(string name, CustomAttributeData attribute, Type type)
    {
        var isOutput = attribute.AttributeType.IsSubclassOf(typeof(OutputBindingAttribute));
        var isDeferred = !isOutput && IsDeferred(attribute.AttributeType, type);
        var binding = new JsonObject { ["name"] = name, ["direction"] = isOutput ? "Out" : "In", ["type"] = LocalBindingMetadata.TypeOf(attribute.AttributeType) };
        if (!isDeferred && DataTypeOf(type) is { } dataType)
        {
            binding["dataType"] = dataType;
        }

        foreach (var (key, value) in Arguments(attribute))
        {
            binding[key] = value;
        }

        if (attribute.AttributeType == typeof(EventGridTriggerAttribute))
        {
            AddCardinality(binding, type);
        }

        binding["properties"] = isDeferred ? new JsonObject { ["supportsDeferredBinding"] = "True" } : [];
        return binding;
    }

    /// <summary>What an attribute says: the arguments of its constructor, then those by name; what it leaves out is not there.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Arguments(CustomAttributeData attribute) =>
        attribute.Constructor.GetParameters().Zip(attribute.ConstructorArguments, (parameter, argument) => (parameter.Name!, argument))
            .Concat(attribute.NamedArguments.Select(a => (a.MemberName, a.TypedValue)))
            .Where(a => a.Item2.Value is not null)
            .Select(a => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(a.Item1), ValueOf(a.Item2)));

    private static JsonNode? ValueOf(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        ReadOnlyCollection<CustomAttributeTypedArgument> items => new JsonArray([.. items.Select(ValueOf)]),
        { } value when argument.ArgumentType.IsEnum => Enum.GetName(argument.ArgumentType, value),
        var value => JsonSerializer.SerializeToNode(value, argument.ArgumentType),
    };

    private static bool IsDeferred(Type attribute, Type type) =>
        attribute == typeof(CosmosDBInputAttribute) || (Deferred.TryGetValue(attribute, out var types) && types.Contains(type.FullName, StringComparer.Ordinal));

    private static string? DataTypeOf(Type? type) =>
        type == typeof(string) ? "String" : type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>) ? "Binary" : null;

    private static void AddCardinality(JsonObject binding, Type type)
    {
        var isBatched = binding.Remove("isBatched", out var value) && (bool)value!;
        binding["cardinality"] = isBatched ? "Many" : "One";
        if (isBatched && DataTypeOf(ElementOf(type)) is { } dataType)
        {
            binding["dataType"] = dataType;
        }
    }

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType() : type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
}
