using Microsoft.AspNetCore.Http;
using Virga.Documents;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>The changes that handlers did not take, over HTTP. Needs scope <c>changes:write</c>.</summary>
public sealed class ChangeLetterFunctions(ChangeDeadLetters letters)
{
    private const string Collection = "changes/{handler}/dead-letters";

    /// <summary>One page of a handler's dead letters.</summary>
    [Function("ListChangeDeadLetters"), RequireScope("changes:write"), Paged, Returns<ChangeLetterPage>]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request, string handler, CancellationToken cancellationToken)
    {
        var (limit, cursor) = request.ReadPage();
        var page = await letters.ListAsync(handler, limit, cursor, cancellationToken).ConfigureAwait(false);
        return Results.Ok(new ChangeLetterPage([.. page.Items.Select(ChangeLetterView.Of)], page.Next));
    }

    /// <summary>Gives the document, as it is now, to the handler once more: 200 with the outcome, 404 when there is no such handler or dead letter.</summary>
    [Function("RetryChangeDeadLetter"), RequireScope("changes:write"), Returns<ChangeRetryResult>, Refuses(404, "not-found")]
    public async Task<IResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection + "/{id}/retry")] HttpRequest request, string handler, string id, CancellationToken cancellationToken)
    {
        var outcome = letters.Knows(handler) ? await letters.RetryAsync(handler, id, cancellationToken).ConfigureAwait(false) : ChangeRetryOutcome.NotFound;
        return outcome == ChangeRetryOutcome.NotFound
            ? throw new GatewayException(404, "not-found", "There is no such dead letter.")
            : Results.Ok(new ChangeRetryResult(outcome.ToString()));
    }
}
