using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Filter policies over HTTP. Needs scope <c>topics:write</c>, as subscribing does.</summary>
public sealed class FilterPolicyFunctions(IOptions<NotificationsOptions> options)
{
    /// <summary>Tries a filter policy on a message that is not published, and says key by key why it passes or does not. 400 when the policy or an attribute is not valid.</summary>
    [Function("TestFilterPolicy"), RequireScope(TopicCallers.Write), Takes<FilterPolicyTestBody>, Returns<FilterPolicyTestResult>]
    public async Task<IResult> TestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "filter-policies/test")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await request.ReadAsync<FilterPolicyTestBody>(cancellationToken).ConfigureAwait(false);
        var explanation = body.ToPolicy(FilterLimits.Of(options.Value.Compat)).Explain(body.ToAttributes(), body.Body ?? "");
        return Results.Ok(new FilterPolicyTestResult(explanation.Matches, explanation.ToLines()));
    }
}
