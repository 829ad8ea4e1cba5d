namespace Virga.LocalHost;

/// <summary>What stands between two slashes of a route.</summary>
internal enum RouteSegmentKind
{
    /// <summary>Text.</summary>
    Literal,

    /// <summary>One parameter that must have a value.</summary>
    Parameter,

    /// <summary>Anything else: a catch-all, an optional parameter, a default, a mixture. The template matcher handles these.</summary>
    Other,
}
