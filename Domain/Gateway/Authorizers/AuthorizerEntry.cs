using System.ComponentModel;

namespace Virga.Gateway;

/// <summary>An answer in the cache, and until when it counts.</summary>
[ImmutableObject(true)]
internal sealed record AuthorizerEntry(AuthorizerResult Result, DateTimeOffset Until);
