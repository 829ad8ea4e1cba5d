using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Notifications;

/// <summary>Serializers made at compile time for what the project itself writes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class NotificationsJson : JsonSerializerContext;
