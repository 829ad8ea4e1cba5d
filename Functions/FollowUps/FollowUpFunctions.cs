using Microsoft.AspNetCore.Authorization;

namespace Shelter.FollowUps;

/// <summary>Lists the calls a shelter has to make.</summary>
[Tags("adoptions")]
public sealed class FollowUpFunctions(Resource<FollowUp> followUps)
{
    /// <summary>The follow-ups planned.</summary>
    [Function("ListFollowUps"), AllowAnonymous, Describes<FollowUp>(ResourceAction.List)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "shelters/{shelterId}/follow-ups")] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => followUps.ListAsync(request, shelterId, cancellationToken);
}
