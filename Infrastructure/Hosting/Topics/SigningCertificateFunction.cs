using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Serves the certificates webhook messages are signed with: <c>SigningCertURL</c>.</summary>
public sealed class SigningCertificateFunction(IMessageSigner signer)
{
    /// <summary>The certificate <c>{keyId}.pem</c>, which never changes.</summary>
    [Function("GetSigningCertificate"), AllowAnonymous]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "notifications/signing/{file}")] HttpRequest request, string file)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(file);
        if (!file.EndsWith(".pem", StringComparison.Ordinal) || signer.FindCertificate(file[..^4]) is not { } certificate)
        {
            throw new GatewayException(404, "route-not-found", "There is no such certificate.");
        }

        request.HttpContext.Response.Headers.CacheControl = "public, max-age=86400, immutable";
        return Results.Text(certificate, "application/x-pem-file");
    }
}
