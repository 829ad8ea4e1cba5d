namespace Virga.Gateway;

/// <summary>How refusals are written; section <c>Gateway:Responses</c> of the configuration.</summary>
public sealed class GatewayResponsesOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:Responses";

    /// <summary>What refusals look like.</summary>
    /// <value>Problem</value>
    public ProblemFormat Format { get; set; }

    /// <summary>What <c>type</c> of problem details begins with; the code follows: <c>https://api.example.com/errors/</c>.</summary>
    /// <value>null: there is no <c>type</c>, which means <c>about:blank</c></value>
    public Uri? TypeBase { get; set; }

    /// <summary>What is said otherwise, by kind. In configuration the keys are the names: <c>Gateway:Responses:Types:Throttled:Status</c>.</summary>
    /// <value>none</value>
    public IDictionary<GatewayResponseType, GatewayResponseOptions> Types { get; } = new Dictionary<GatewayResponseType, GatewayResponseOptions>();
}
