using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EndToEnd;

/// <summary>Checks a message as a receiver of SNS messages does: SignatureVersion 2, RSA with SHA-256 over the canonical string.</summary>
internal static class SnsSignature
{
    private static readonly string[] OfNotifications = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] OfConfirmations = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    public static async Task<bool> IsValidAsync(WebhookMessage message, HttpClient http, CancellationToken cancellationToken)
    {
        Assert.Equal("2", message.Text("SignatureVersion"));
        var pem = await http.GetStringAsync(message.Text("SigningCertURL"), cancellationToken);
        using var certificate = X509Certificate2.CreateFromPem(pem);
        using var key = certificate.GetRSAPublicKey()!;

        return key.VerifyData(
            Encoding.UTF8.GetBytes(Canonical(message)), Convert.FromBase64String(message.Text("Signature")), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string Canonical(WebhookMessage message) =>
        string.Concat((message.Type == "Notification" ? OfNotifications : OfConfirmations).Where(message.Has).Select(name => $"{name}\n{message.Text(name)}\n"));
}
