using System.Text.Json;
using System.Text.Json.Serialization;

namespace Benchmarks;

/// <summary>The source-generated parse the framework is compared with.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RawCat))]
[JsonSerializable(typeof(RawPage))]
internal sealed partial class RawJson : JsonSerializerContext;
