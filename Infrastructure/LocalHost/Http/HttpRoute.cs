using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>An HTTP function's route, ready to be tried on paths.</summary>
internal sealed class HttpRoute
{
    private readonly TemplateMatcher? _matcher;
    private readonly Dictionary<string, IRouteConstraint> _constraints = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="function">The function.</param>
    /// <param name="template">The whole template, prefix included, without a slash at either end.</param>
    /// <param name="constraints">Makes constraints such as <c>int</c> of their names.</param>
    /// <exception cref="InvalidOperationException">A constraint is unknown.</exception>
    public HttpRoute(FunctionDescriptor function, string template, IInlineConstraintResolver constraints)
    {
        Function = function;
        Template = template;
        var parsed = TemplateParser.Parse(template);
        foreach (var parameter in parsed.Parameters.Where(p => p.InlineConstraints.Any()))
        {
            var resolved = parameter.InlineConstraints.Select(c => constraints.ResolveConstraint(c.Constraint)
                ?? throw new InvalidOperationException($"{function.Name}: the route '{template}' has an unknown constraint, '{c.Constraint}'."));
            var all = new Microsoft.AspNetCore.Routing.Constraints.CompositeRouteConstraint(resolved);
            _constraints[parameter.Name!] = parameter.IsOptional ? new Microsoft.AspNetCore.Routing.Constraints.OptionalRouteConstraint(all) : all;
        }

        Segments = [.. parsed.Segments.Select(RouteSegment.Of)];
        IsPlain = Array.TrueForAll(Segments, s => s.Kind != RouteSegmentKind.Other);
        HasParameters = parsed.Parameters.Count > 0;
        if (!IsPlain)
        {
            var defaults = new RouteValueDictionary();
            foreach (var parameter in parsed.Parameters.Where(p => p.DefaultValue is not null))
            {
                defaults.Add(parameter.Name!, parameter.DefaultValue);
            }

            _matcher = new TemplateMatcher(parsed, defaults);
        }
    }

    public FunctionDescriptor Function { get; }

    /// <summary>The whole template, prefix included.</summary>
    public string Template { get; }

    public RouteSegment[] Segments { get; }

    /// <summary>Whether every segment is either a literal or one required parameter: such a route fits only paths of as many segments.</summary>
    public bool IsPlain { get; }

    public bool HasParameters { get; }

    /// <summary>Whether the path fits.</summary>
    /// <param name="path">The path, decoded.</param>
    /// <param name="parts">Where the path's segments are.</param>
    /// <param name="context">The request, for constraints that look at it.</param>
    /// <param name="logger">Where refused constraints are logged, at Debug.</param>
    /// <param name="values">The parameters' values; null when the route has none.</param>
    public bool TryMatch(string path, ReadOnlySpan<PathPart> parts, HttpContext context, ILogger logger, out RouteValueDictionary? values)
    {
        values = null;
        if (_matcher is not null)
        {
            values = [];
            if (!_matcher.TryMatch(path, values))
            {
                return false;
            }
        }
        else if (!TryMatchPlainly(path, parts, ref values))
        {
            return false;
        }

        return _constraints.Count == 0
            || RouteConstraintMatcher.Match(_constraints, values ?? [], context, NullRouter.Instance, RouteDirection.IncomingRequest, logger);
    }

    private bool TryMatchPlainly(string path, ReadOnlySpan<PathPart> parts, ref RouteValueDictionary? values)
    {
        if (parts.Length != Segments.Length)
        {
            return false;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            var segment = Segments[i];
            if (parts[i].Length == 0
                || (segment.Kind == RouteSegmentKind.Literal && !parts[i].In(path).Equals(segment.Text, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        if (HasParameters)
        {
            values = [];
            for (var i = 0; i < parts.Length; i++)
            {
                if (Segments[i].Kind == RouteSegmentKind.Parameter)
                {
                    values.Add(Segments[i].Text, parts[i].In(path).ToString());
                }
            }
        }

        return true;
    }
}
