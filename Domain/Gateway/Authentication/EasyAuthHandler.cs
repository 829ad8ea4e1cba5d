using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Reads the caller that App Service's own authentication found. Only asked where App Service says that it authenticates; everywhere else the header is a client's invention.</summary>
internal sealed class EasyAuthHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>The scheme's name; hides the handler's own member of the same name on purpose.</summary>
    public new const string Scheme = "EasyAuth";

    private const int MostCharacters = 32 * 1024;
    private const string ScopeUri = "http://schemas.microsoft.com/identity/claims/scope";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ Length: > 0 and <= MostCharacters } header])
        {
            return Task.FromResult(AuthenticateResult.Fail("There is no principal, or more than one."));
        }

        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(header));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Read(principal.RootElement)), Scheme)));
        }
        catch (Exception fault) when (fault is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Task.FromResult(AuthenticateResult.Fail("The principal cannot be read."));
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Task.CompletedTask;
    }

    private static ClaimsIdentity Read(JsonElement principal)
    {
        var identity = new ClaimsIdentity(Scheme, "sub", "roles");
        var roles = principal.TryGetProperty("role_typ", out var type) ? type.GetString() : null;
        foreach (var claim in principal.GetProperty("claims").EnumerateArray())
        {
            var (name, value) = (Text(claim, "typ"), Text(claim, "val"));
            identity.AddClaim(new Claim(
                name == ClaimTypes.NameIdentifier ? "sub" : name == ScopeUri ? "scp" : name == roles || name == ClaimTypes.Role ? "roles" : name, value));
        }

        return identity;
    }

    private static string Text(JsonElement claim, string name) => claim.GetProperty(name).GetString() ?? throw new FormatException($"A claim's '{name}' is null.");
}
