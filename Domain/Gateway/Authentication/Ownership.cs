using System.Security.Claims;

namespace Virga.Gateway;

/// <summary>Whether something is the caller's.</summary>
internal static class Ownership
{
    /// <summary>Whether the caller has the claim with exactly this value; nobody owns what has no owner.</summary>
    public static bool Has(ClaimsPrincipal user, string claim, string? owner)
    {
        if (string.IsNullOrEmpty(owner))
        {
            return false;
        }

        foreach (var found in user.Claims)
        {
            if (found.Type == claim && string.Equals(found.Value, owner, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
