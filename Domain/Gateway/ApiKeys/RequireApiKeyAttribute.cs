namespace Virga.Gateway;

/// <summary>The function is for callers with an API key, in the <c>x-api-key</c> header; others get 403, and callers over their usage plan 429.</summary>
/// <remarks>
/// A key says which client calls, not which person. Alone it lets in everybody who has a key; with <see cref="RequireScopeAttribute"/> or <c>[Authorize]</c> both are needed.
/// The function finds the key by <see cref="ApiKeyHttpContextExtensions.GetApiKey"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequireApiKeyAttribute : Attribute
{
}
