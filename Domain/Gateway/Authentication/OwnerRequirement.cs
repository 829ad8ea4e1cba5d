using Microsoft.AspNetCore.Authorization;

namespace Virga.Gateway;

internal sealed record OwnerRequirement(string RouteParameter, string Claim, IReadOnlyList<string> Scopes) : IAuthorizationRequirement;
