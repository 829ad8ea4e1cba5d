using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Tells a function which API key called it.</summary>
public static class ApiKeyHttpContextExtensions
{
    /// <summary>The API key of the request; null when the function has no <see cref="RequireApiKeyAttribute"/>.</summary>
    public static ApiKey? GetApiKey(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<KnownKey>()?.Key;
    }
}
