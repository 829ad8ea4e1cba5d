using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class GatewayResponsesOptionsValidator : IValidateOptions<GatewayResponsesOptions>
{
    /// <summary>What every problem has, and what HTTP needs for itself.</summary>
    private static readonly string[] OwnMembers = ["type", "title", "status", "detail", "code", "traceId", "errors", "message", "Message"];
    private static readonly string[] OwnHeaders = ["Content-Length", "Transfer-Encoding", "Connection", "Content-Type"];

    public ValidateOptionsResult Validate(string? name, GatewayResponsesOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.TypeBase is { IsAbsoluteUri: false } relative)
        {
            faults.AddError($"Gateway:Responses:TypeBase is '{relative}'; give an absolute address, to which codes are added.");
        }

        foreach (var (type, response) in options.Types)
        {
            if (response.Status is < 400 or > 599)
            {
                faults.AddError($"Gateway:Responses:Types:{type}:Status is {response.Status}; give 400 to 599.");
            }

            foreach (var member in response.Members.Keys.Where(member => OwnMembers.Contains(member, StringComparer.Ordinal)))
            {
                faults.AddError($"Gateway:Responses:Types:{type}:Members has '{member}', which every refusal has: choose another name.");
            }

            foreach (var (header, value) in response.Headers)
            {
                if (OwnHeaders.Contains(header, StringComparer.OrdinalIgnoreCase) || value.AsSpan().ContainsAny('\r', '\n') || header.Length == 0 || !header.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
                {
                    faults.AddError($"Gateway:Responses:Types:{type}:Headers has '{header}: {value}', which cannot be set here.");
                }
            }
        }

        return faults.Build();
    }
}
