using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Serves what receivers check webhook messages with: the certificates of <c>SigningCertURL</c>, and all keys as a JSON Web Key Set.</summary>
public sealed class SigningCertificateFunction(SigningCertificates certificates)
{
    /// <summary>The certificate <c>{keyId}.pem</c>, which never changes, or <c>jwks.json</c>.</summary>
    [Function("GetSigningCertificate"), AllowAnonymous, Returns(200, "application/x-pem-file"), Refuses(404, "route-not-found")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "notifications/signing/{file}")] HttpRequest request, string file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(file);
        var headers = request.HttpContext.Response.Headers;
        if (file == "jwks.json")
        {
            headers.CacheControl = "public, max-age=300";
            return Results.Bytes((await certificates.KeySetAsync(cancellationToken).ConfigureAwait(false)).ToMemory(), "application/jwk-set+json");
        }

        if (!file.EndsWith(".pem", StringComparison.Ordinal) || await certificates.FindAsync(file[..^4], cancellationToken).ConfigureAwait(false) is not { } certificate)
        {
            throw new GatewayException(404, "route-not-found", "There is no such certificate.");
        }

        headers.CacheControl = "public, max-age=86400, immutable";
        return Results.Text(certificate, "application/x-pem-file");
    }
}
