using System.Net;
using System.Net.Http.Headers;

namespace Virga.CosmosEmulator;

/// <summary>Answers the SDK's HTTP messages without a socket.</summary>
internal sealed class EmulatorHandler(Router router) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? default : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var answer = await router.AnswerAsync(new MessageRequest(request) { Body = body }, cancellationToken).ConfigureAwait(false);
        if (answer.ConnectionLoss == CosmosConnectionLoss.BeforeAnswer)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was dropped: a fault asked for by a test.");
        }

        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = answer.ConnectionLoss == CosmosConnectionLoss.WithinBody ? new CutContent(answer.Body) : new ReadOnlyMemoryContent(answer.Body),
        };
        if (!answer.Body.IsEmpty)
        {
            response.Content.Headers.ContentType = new MediaTypeHeaderValue(answer.ContentType);
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
