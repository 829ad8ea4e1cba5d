using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Gateway;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IdempotentAnswer))]
internal sealed partial class IdempotencyJson : JsonSerializerContext;
