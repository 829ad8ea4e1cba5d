using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>The function should not be used any more: every answer says since when (<c>Deprecation</c>, RFC 9745), until when it works (<c>Sunset</c>, RFC 8594) and what to use instead (<c>Link</c>).</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class DeprecatedAttribute : Attribute, IOperationDescription
{
    private readonly DateTimeOffset _since;
    private readonly DateTimeOffset? _sunset;

    /// <summary>Deprecated since a day, which may lie ahead: <c>2026-01-31</c>, at midnight UTC.</summary>
    /// <exception cref="ArgumentException">The text is no such date.</exception>
    public DeprecatedAttribute(string since)
    {
        _since = Day(since, nameof(since));
        Since = since;
    }

    /// <summary>The day it is deprecated from.</summary>
    public string Since { get; }

    /// <summary>The day from which it may be gone, not before <see cref="Since"/>.</summary>
    /// <value>null: it is not decided</value>
    /// <exception cref="ArgumentException">The text is no such date, or it lies before.</exception>
    public string? Sunset
    {
        get;
        init
        {
            field = value;
            _sunset = value is null ? null : Day(value, nameof(Sunset));
            if (_sunset < _since)
            {
                throw new ArgumentException($"The sunset {value} lies before the deprecation {Since}.", nameof(Sunset));
            }
        }
    }

    /// <summary>Where it is explained: the address of a page.</summary>
    public string? Link { get; init; }

    /// <summary>What to use instead: the address of the successor.</summary>
    public string? Successor { get; init; }

    void IOperationDescription.Describe(OperationDraft operation)
    {
        operation.Operation.Deprecated = true;
        var until = Sunset is null ? "" : $" It may be gone from {Sunset} on.";
        operation.Operation.Description = $"{operation.Operation.Description} Deprecated since {Since}.{until}".Trim();
    }

    /// <summary>Sets the headers on whatever is answered.</summary>
    internal RequestDelegate Stage(RequestDelegate next)
    {
        List<(string Name, string Value)> headers = [("Deprecation", $"@{_since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}")];
        if (_sunset is { } sunset)
        {
            headers.Add(("Sunset", HeaderUtilities.FormatDate(sunset)));
        }

        string[] links = [.. Relation(Link, "deprecation"), .. Relation(Successor, "successor-version")];
        return context =>
        {
            var feature = GatewayFeature.Of(context);
            foreach (var (name, value) in headers)
            {
                feature.KeepHeader(name, value);
                context.Response.Headers[name] = value;
            }

            context.Response.Headers.AppendList("Link", links);
            return next(context);
        };
    }

    private static IEnumerable<string> Relation(string? address, string relation) => address is null ? [] : [$"<{address}>; rel=\"{relation}\""];

    private static DateTimeOffset Day(string text, string parameter) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : throw new ArgumentException($"'{text}' is not a date like 2026-01-31.", parameter);
}
