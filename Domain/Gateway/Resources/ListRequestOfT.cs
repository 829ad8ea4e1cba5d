using Virga.Documents;

namespace Virga.Gateway;

/// <summary>What a client asks of a list.</summary>
internal sealed class ListRequest<T>
{
    /// <summary>How many documents the page has at most.</summary>
    public int Limit { get; set; } = ListParameters.DefaultLimit;

    /// <summary>Where the last page ended; null to start.</summary>
    public string? Cursor { get; set; }

    /// <summary>The declared filters that are used.</summary>
    public List<(ResourceFilter<T> Filter, object Value)> Filters { get; } = [];

    /// <summary>The filter written as text; null without one.</summary>
    public Condition? Condition { get; set; }

    /// <summary>The attributes that come back of each document; null for all.</summary>
    public FieldSelection? Fields { get; set; }

    /// <summary>The order that was chosen; null for the list's own.</summary>
    public Func<Query<T>, Query<T>>? Order { get; set; }
}
