namespace Virga.CosmosEmulator;

/// <summary>A request that an SDK in this process handed to the message handler.</summary>
internal sealed class MessageRequest(HttpRequestMessage message) : WireRequest
{
    public override string Method => message.Method.Method;

    public override string Path => message.RequestUri!.AbsolutePath;

    public override string BaseAddress => message.RequestUri!.GetLeftPart(UriPartial.Authority) + "/";

    public override string? Header(string name) =>
        message.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString()
        : message.Content is { } content && content.Headers.NonValidated.TryGetValues(name, out values) ? values.ToString()
        : null;
}
