using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>How refusals are written in this app.</summary>
internal sealed class GatewayResponses(IOptions<GatewayResponsesOptions> options)
{
    private static readonly GatewayResponseOptions Nothing = new();

    private readonly GatewayResponsesOptions _options = options.Value;

    public bool IsAws => _options.Format == ProblemFormat.Aws;

    /// <summary>The problem's <c>type</c>; null for none.</summary>
    public string? TypeOf(Problem problem) => _options.TypeBase is { } known ? known.AbsoluteUri + problem.Code : null;

    /// <summary>What is said otherwise of a kind; of the gateway's own refusals also what is said of all of them.</summary>
    public (GatewayResponseOptions Own, GatewayResponseOptions All) For(Problem problem)
    {
        if (_options.Types.Count == 0 || GatewayResponseTypes.Of(problem) is not { } type)
        {
            return (Nothing, Nothing);
        }

        var all = problem.Status < 500 ? GatewayResponseType.Default4xx : GatewayResponseType.Default5xx;
        return (Find(type), Find(all));
    }

    private GatewayResponseOptions Find(GatewayResponseType type) => _options.Types.TryGetValue(type, out var said) ? said : Nothing;
}
