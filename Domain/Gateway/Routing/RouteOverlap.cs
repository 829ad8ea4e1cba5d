using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Virga.Gateway;

/// <summary>Whether two routes can take the same path.</summary>
internal static class RouteOverlap
{
    /// <summary>Constraints no value satisfies two of.</summary>
    private static readonly Type[] Disjoint =
        [typeof(IntRouteConstraint), typeof(GuidRouteConstraint), typeof(BoolRouteConstraint), typeof(DateTimeRouteConstraint)];

    public static bool Exists(ParsedRoute first, ParsedRoute second) => Exists(first, 0, second, 0);

    private static bool Exists(ParsedRoute first, int i, ParsedRoute second, int j)
    {
        var left = first.Pattern.PathSegments;
        var right = second.Pattern.PathSegments;
        if (i == left.Count || j == right.Count)
        {
            return CanBeEmpty(left, i) && CanBeEmpty(right, j);
        }

        return IsCatchAll(left[i]) || IsCatchAll(right[j])
            || Compatible(first, left[i], second, right[j]) && Exists(first, i + 1, second, j + 1)
            || IsOptional(left[i]) && CanBeEmpty(left, i) && CanBeEmpty(right, j)
            || IsOptional(right[j]) && CanBeEmpty(right, j) && CanBeEmpty(left, i);
    }

    private static bool CanBeEmpty(IReadOnlyList<RoutePatternPathSegment> segments, int from) =>
        segments.Skip(from).All(segment => IsOptional(segment) || IsCatchAll(segment));

    private static bool IsCatchAll(RoutePatternPathSegment segment) => Parameter(segment) is { IsCatchAll: true };

    private static bool IsOptional(RoutePatternPathSegment segment) => Parameter(segment) is { } parameter && (parameter.IsOptional || parameter.Default is not null);

    private static RoutePatternParameterPart? Parameter(RoutePatternPathSegment segment) =>
        segment is { IsSimple: true, Parts: [RoutePatternParameterPart parameter] } ? parameter : null;

    private static string? Literal(RoutePatternPathSegment segment) =>
        segment is { IsSimple: true, Parts: [RoutePatternLiteralPart literal] } ? literal.Content : null;

    private static bool Compatible(ParsedRoute first, RoutePatternPathSegment left, ParsedRoute second, RoutePatternPathSegment right) =>
        (Literal(left), Literal(right)) switch
        {
            ({ } a, { } b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase),
            ({ } text, null) => Accepts(second, right, text),
            (null, { } text) => Accepts(first, left, text),
            _ => !AreDisjoint(first, left, second, right),
        };

    private static bool Accepts(ParsedRoute route, RoutePatternPathSegment segment, string text)
    {
        if (Parameter(segment) is not { } parameter)
        {
            return segment.Parts.OfType<RoutePatternLiteralPart>().All(part => text.Contains(part.Content, StringComparison.OrdinalIgnoreCase));
        }

        var values = new RouteValueDictionary { [parameter.Name] = text };
        return route.Constraints[parameter.Name].All(
            constraint => constraint.Match(httpContext: null, route: null, parameter.Name, values, RouteDirection.IncomingRequest));
    }

    private static bool AreDisjoint(ParsedRoute first, RoutePatternPathSegment left, ParsedRoute second, RoutePatternPathSegment right)
    {
        if (Parameter(left) is not { } a || Parameter(right) is not { } b)
        {
            return false;
        }

        var types = first.Constraints[a.Name].Concat(second.Constraints[b.Name]).Select(Kind).OfType<Type>().Distinct();
        return types.Count() > 1;
    }

    private static Type? Kind(IRouteConstraint constraint)
    {
        var type = constraint is LongRouteConstraint ? typeof(IntRouteConstraint) : constraint.GetType();
        return Disjoint.Contains(type) ? type : null;
    }
}
