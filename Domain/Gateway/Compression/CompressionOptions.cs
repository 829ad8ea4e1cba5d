namespace Virga.Gateway;

/// <summary>How answers are compressed; section <c>Gateway:Compression</c> of the configuration.</summary>
public sealed class CompressionOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:Compression";

    /// <summary>Whether answers are compressed at all for clients that take it (<c>Accept-Encoding: br</c> or <c>gzip</c>).</summary>
    /// <value>true</value>
    public bool Enabled { get; set; } = true;

    /// <summary>The fewest bytes of an answer that is compressed; what is smaller grows by it. At most 10 MiB. Answers of unknown length are compressed.</summary>
    /// <value>1,024</value>
    public int MinimumBytes { get; set; } = 1024;
}
