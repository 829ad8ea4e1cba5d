using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Says who calls, as topics' policies know callers.</summary>
internal static class TopicCallers
{
    /// <summary>The scope that manages topics.</summary>
    public const string Write = "topics:write";

    /// <summary>The scope that looks at topics.</summary>
    public const string Read = "topics:read";

    /// <summary>The scope that publishes, where the topic's policy allows it.</summary>
    public const string Publish = "topics:publish";

    /// <summary>The scope that subscribes, where the topic's policy allows it.</summary>
    public const string Subscribe = "topics:subscribe";

    /// <summary>The caller of a request, from the claims of its token.</summary>
    public static TopicCaller Of(HttpRequest request)
    {
        var user = request.HttpContext.User;
        var scopes = Values(user, "scope", "scp").SelectMany(value => value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
        HashSet<string> principals =
        [
            .. Values(user, "sub", ClaimTypes.NameIdentifier).Select(subject => $"sub:{subject}"),
            .. Values(user, "azp", "appid", "client_id").Select(client => $"client:{client}"),
            .. scopes.Select(scope => $"scope:{scope}"),
        ];
        return new TopicCaller(principals, scopes.Contains(Write));
    }

    private static IEnumerable<string> Values(ClaimsPrincipal user, params IEnumerable<string> types) => types.SelectMany(user.FindAll).Select(claim => claim.Value);
}
