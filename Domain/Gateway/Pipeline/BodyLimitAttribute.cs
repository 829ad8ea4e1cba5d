using Microsoft.AspNetCore.Http.Metadata;

namespace Virga.Gateway;

/// <summary>The most bytes this function's request body may have, instead of <see cref="GatewayOptions.MaxBodyBytes"/>; more is answered with 413.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class BodyLimitAttribute : Attribute, IRequestSizeLimitMetadata
{
    /// <summary>A limit in bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public BodyLimitAttribute(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Bytes = bytes;
    }

    /// <summary>The limit in bytes.</summary>
    public long Bytes { get; }

    long? IRequestSizeLimitMetadata.MaxRequestBodySize => Bytes;
}
