namespace Virga.Gateway;

/// <summary>The function is for clients with one of the certificates of <see cref="ClientCertificateOptions.Thumbprints"/>, which must be valid now; others get 403.</summary>
/// <remarks>It says which machine calls, beside what else the function demands: it does not replace <c>[Authorize]</c> or <c>[AllowAnonymous]</c>.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequireClientCertificateAttribute : Attribute
{
}
