using Microsoft.AspNetCore.Routing.Template;

namespace Virga.LocalHost;

/// <summary>A segment of a route.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The literal, or the parameter's name.</param>
internal readonly record struct RouteSegment(RouteSegmentKind Kind, string Text)
{
    public static RouteSegment Of(TemplateSegment segment)
    {
        if (segment.Parts is not [var part])
        {
            return new(RouteSegmentKind.Other, "");
        }

        if (part.IsLiteral)
        {
            return new(RouteSegmentKind.Literal, part.Text!);
        }

        return part.IsOptional || part.IsCatchAll || part.DefaultValue is not null
            ? new(RouteSegmentKind.Other, "")
            : new(RouteSegmentKind.Parameter, part.Name!);
    }
}
