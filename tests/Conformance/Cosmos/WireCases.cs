using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conformance.Cosmos;

/// <summary>The cases of <c>cases.json</c>: data, so that other clients and other endpoints can be held to the same.</summary>
public static class WireCases
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
    private static readonly Dictionary<string, WireCase> Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static WireCase Named(string name) => Cases[name];

    private static Dictionary<string, WireCase> Load()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cosmos", "cases.json")));
        var cases = json.RootElement.GetProperty("cases").Deserialize<WireCase[]>(Options)!;
        return cases.ToDictionary(one => one.Name);
    }
}
