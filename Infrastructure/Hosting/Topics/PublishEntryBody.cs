using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Hosting;

/// <summary>One message in the body of a batch request.</summary>
/// <param name="Id">What the answer calls it.</param>
/// <param name="Message">The message: text, or any other JSON value, which is then sent as its JSON text.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PublishEntryBody(string Id, JsonElement Message) : PublishBody(Message);
