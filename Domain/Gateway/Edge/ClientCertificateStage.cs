using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Checks a client's certificate: one that App Service hands on in its header, or the connection's own.</summary>
internal sealed class ClientCertificateStage(IOptions<ClientCertificateOptions> options, HostPlatform platform, TimeProvider time)
{
    private const int MostCharacters = 16 * 1024;

    private readonly byte[][] _thumbprints = [.. options.Value.Thumbprints.Select(Convert.FromHexString)];

    /// <summary>Whether the client has a certificate that is accepted; when not, the request has been answered.</summary>
    public bool Check(HttpContext context)
    {
        if (Find(context) is { } certificate && IsAccepted(certificate))
        {
            context.Connection.ClientCertificate = certificate;
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        GatewayFeature.SetProblem(context, new Problem(403, ProblemCodes.Forbidden, "A client certificate that is known here is needed."));
        return false;
    }

    private X509Certificate2? Find(HttpContext context)
    {
        if (!platform.IsAppService)
        {
            return context.Connection.ClientCertificate;
        }

        if (context.Request.Headers[Caller.CertificateHeader] is not [{ Length: > 0 and <= MostCharacters } header])
        {
            return null;
        }

        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(header));
            context.Response.RegisterForDispose(certificate);
            return certificate;
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private bool IsAccepted(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var thumbprint = certificate.GetCertHash(HashAlgorithmName.SHA256);
        return certificate.NotBefore.ToUniversalTime() <= now && certificate.NotAfter.ToUniversalTime() > now
            && Array.Exists(_thumbprints, known => CryptographicOperations.FixedTimeEquals(known, thumbprint));
    }
}
