namespace Virga.CosmosEmulator;

/// <summary>A SQLite index over the keys of one path: of all documents, or of each partition.</summary>
/// <remarks>
/// It is an index on an expression, so SQLite keeps it with every write, sweeps included. Its last column is the row's own number, which is the
/// sequence number of the creation: equal keys come in that order.
/// </remarks>
internal sealed class PathIndex(ContainerInfo container, PathKeyReader path, bool isOfPartition)
{
    /// <summary>The SQL function that takes a document's bytes and a path, and gives the key.</summary>
    public const string Function = "virga_key";

    private const int LongestPath = 500;

    public PathKeyReader Path { get; } = path;

    public string Table { get; } = container.Tables.Documents;

    public string Name { get; } = $"x{container.Number}:{(isOfPartition ? 'p' : 'a')}{path.Text}";

    /// <summary>The indexed expression.</summary>
    public string Key { get; } = $"{Function}(body, '{path.Text.Replace("'", "''", StringComparison.Ordinal)}')";

    public string QuotedName => Quoted(Name);

    public string Create => $"CREATE INDEX IF NOT EXISTS {QuotedName} ON {Table}({(isOfPartition ? "pk, " : "")}{Key})";

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Whether the path can stand in SQL.</summary>
    public bool IsPossible => Path.Text.Length <= LongestPath && !Path.Text.Contains('\0', StringComparison.Ordinal);
}
