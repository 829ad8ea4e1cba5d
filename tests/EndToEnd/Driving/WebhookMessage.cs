using System.Text.Json;

namespace EndToEnd;

/// <summary>One POST to a webhook: the SNS envelope and the headers it came with.</summary>
internal sealed record WebhookMessage(JsonElement Envelope, IReadOnlyDictionary<string, string> Headers)
{
    public string Type => Text("Type");

    public string MessageId => Text("MessageId");

    /// <summary>What was published, parsed.</summary>
    public JsonElement Message
    {
        get
        {
            using var document = JsonDocument.Parse(Text("Message"));
            return document.RootElement.Clone();
        }
    }

    /// <summary>The cat a cat-adopted message is about.</summary>
    public string CatId => Message.GetProperty("catId").GetString()!;

    public string Text(string name) => Envelope.GetProperty(name).GetString()!;

    public bool Has(string name) => Envelope.TryGetProperty(name, out _);
}
