using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Virga.EventGrid;

/// <summary>The publish endpoint as an <see cref="HttpMessageHandler"/>.</summary>
internal sealed class LocalEventGridHandler(PublishEndpoint endpoint) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var reply = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)reply.Status) { RequestMessage = request, Content = new ByteArrayContent(reply.Body()) };
        if (reply.Code is not null)
        {
            response.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        }

        return response;
    }

    private async Task<PublishReply> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } uri || PublishPath.Topic(uri.AbsolutePath) is not { } topic)
        {
            return PublishReply.UnknownPath;
        }

        var query = QueryHelpers.ParseQuery(uri.Query);
        var body = request.Content is null ? Stream.Null : await request.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return await endpoint.HandleAsync(
            new PublishRequest(
                request.Method.Method,
                topic,
                query.TryGetValue("api-version", out var version) ? version.ToString() : null,
                request.Content?.Headers.NonValidated.TryGetValues("Content-Type", out var type) == true ? type.ToString() : null,
                name => request.Headers.NonValidated.TryGetValues(name, out var values) ? new StringValues([.. values]) : StringValues.Empty,
                body),
            cancellationToken).ConfigureAwait(false);
    }
}
