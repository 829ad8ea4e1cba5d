using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The declared parameters of one function.</summary>
internal sealed class ParameterRules
{
    private readonly IReadOnlyList<ParameterAttribute> _parameters;

    private ParameterRules(IReadOnlyList<ParameterAttribute> parameters) => _parameters = parameters;

    /// <summary>The function's rules; null when it declares no parameters.</summary>
    public static ParameterRules? Of(EndpointMetadataCollection metadata) =>
        metadata.GetOrderedMetadata<ParameterAttribute>() is { Count: > 0 } parameters ? new ParameterRules(parameters) : null;

    /// <summary>Reads all parameters, and refuses the request with all their faults.</summary>
    public RequestDelegate Stage(RequestDelegate next) => context =>
    {
        List<ProblemError>? faults = null;
        var values = new Dictionary<string, IReadOnlyList<object>>(_parameters.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in _parameters)
        {
            Read(context.Request, parameter, values, ref faults);
        }

        if (faults is not null)
        {
            var detail = faults.Count == 1 ? "A parameter is wrong." : $"{faults.Count} parameters are wrong.";
            throw new GatewayException(new Problem(400, ProblemCodes.InvalidParameter, detail) { Errors = faults });
        }

        GatewayFeature.Of(context).Parameters = values;
        return next(context);
    };

    private static void Read(HttpRequest request, ParameterAttribute parameter, Dictionary<string, IReadOnlyList<object>> values, ref List<ProblemError>? faults)
    {
        var given = Given(request, parameter);
        if (StringValues.IsNullOrEmpty(given) || given.All(string.IsNullOrWhiteSpace))
        {
            if (parameter.Required && parameter.Default is null)
            {
                (faults ??= []).Add(parameter.Fault("required", "This must be given, and not be blank."));
            }

            given = parameter.Default;
        }

        if (given.Count > 1 && !parameter.Many)
        {
            (faults ??= []).Add(parameter.Fault(ListFaultCodes.Repeated, "Give this parameter once."));
            return;
        }

        var read = new List<object>(given.Count);
        foreach (var text in given)
        {
            var (value, fault) = parameter.Read(text ?? "");
            if (fault is not null)
            {
                (faults ??= []).Add(fault);
                return;
            }

            read.Add(value!);
        }

        values[parameter.Name] = read;
    }

    private static StringValues Given(HttpRequest request, ParameterAttribute parameter) => parameter.Location switch
    {
        ParameterLocation.Query => request.Query[parameter.Name],
        ParameterLocation.Header => request.Headers[parameter.Name],
        _ => request.RouteValues.TryGetValue(parameter.Name, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null,
    };
}
