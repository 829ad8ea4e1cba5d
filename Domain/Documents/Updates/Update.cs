namespace Virga.Documents;

/// <summary>Starts updates: <c>Update.Of&lt;Cat&gt;().Set(c => c.Mood, "wild").Add(c => c.Age, 1)</c>.</summary>
public static class Update
{
    /// <summary>An update that changes nothing yet.</summary>
    public static Update<T> Of<T>() => Update<T>.Empty;
}
