using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.LocalHost;

/// <summary>Puts into plain words what keeps an app from starting, where the reader can do something about it.</summary>
internal static partial class StartFault
{
    /// <summary>What to tell; null for an exception that is no one's setting and deserves its stack trace.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        OptionsValidationException settings => Settings([.. settings.Failures]),
        AggregateException several when several.InnerExceptions.All(inner => Describe(inner) is not null) => string.Join(Environment.NewLine, several.InnerExceptions.Select(Describe)),
        DefinitionException or DataDirectoryInUseException or FormatException or SchemaException or StoreException => exception.Message,
        IOException => PortInUse(exception, "--urls http://localhost:7072"),
        _ => null,
    };

    /// <summary>Says that a port is in use and how to take another; null when that is not what happened.</summary>
    public static string? PortInUse(Exception exception, string another)
    {
        if (exception is not IOException { InnerException: AddressInUseException })
        {
            return null;
        }

        var port = PortPattern().Match(exception.Message) is { Success: true } match ? match.Groups[1].Value : "wanted";
        return $"Port {port} is in use. Stop what uses it, or take another: {another}";
    }

    private static string Settings(IReadOnlyList<string> faults) => faults.Count == 1
        ? faults[0]
        : $"{faults.Count} faults in the settings of this app:{Environment.NewLine}" + string.Join(Environment.NewLine, faults.Select(fault => "  - " + fault));

    [GeneratedRegex(@":(\d+)(?=[/:]?\s)")]
    private static partial Regex PortPattern();
}
