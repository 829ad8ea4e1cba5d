using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Asks whether a document is the caller's.</summary>
public static class OwnershipExtensions
{
    /// <summary>Refuses unless a property of a document equals the caller's claim: 404, as if the document were not there, so that ids cannot be probed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="owner">The property's value; null, as of a document that is not there, is nobody's.</param>
    /// <param name="claim">The claim that says who the caller is.</param>
    /// <exception cref="GatewayException">404 <c>document-not-found</c>: leave it to the gateway to answer.</exception>
    public static void DemandOwner(this HttpRequest request, string? owner, string claim = "sub")
    {
        if (!request.IsOwner(owner, claim))
        {
            throw new GatewayException(404, ProblemCodes.DocumentNotFound, "The document is not there.");
        }
    }

    /// <summary>Whether a property of a document equals the caller's claim; nobody owns what has no owner.</summary>
    /// <param name="request">The request.</param>
    /// <param name="owner">The property's value.</param>
    /// <param name="claim">The claim that says who the caller is.</param>
    public static bool IsOwner(this HttpRequest request, string? owner, string claim = "sub")
    {
        ArgumentNullException.ThrowIfNull(request);
        return Ownership.Has(request.HttpContext.User, claim, owner);
    }
}
