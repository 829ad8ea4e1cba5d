using System.Collections.Immutable;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Writes what a query gives back: whole documents, or an object with the selected attributes in their places.</summary>
internal static class SelectionCompiler
{
    public static void Write(SqlWriter sql, ImmutableArray<DocumentPath> select)
    {
        if (select.IsEmpty)
        {
            sql.Append("SELECT *");
            return;
        }

        var root = new Branch();
        foreach (var path in (ReadOnlySpan<DocumentPath>)[DocumentPath.Of(EnvelopeNames.Id), DocumentPath.Of("_etag"), .. select])
        {
            root.Add(path);
        }

        sql.Append("SELECT VALUE ");
        root.Write(sql, DocumentPath.Root);
    }

    /// <summary>One object of the answer; without names below it, the value itself.</summary>
    private sealed class Branch
    {
        private readonly Dictionary<string, Branch> _names = new(StringComparer.Ordinal);
        private bool _isWhole;

        public void Add(DocumentPath path)
        {
            var branch = this;
            foreach (var segment in path.Segments)
            {
                // A position has no place in an object: the list comes whole.
                if (segment.Name is not { } name)
                {
                    break;
                }

                if (!branch._names.TryGetValue(name, out var next))
                {
                    branch._names.Add(name, next = new Branch());
                }

                branch = next;
            }

            branch._isWhole = true;
        }

        public void Write(SqlWriter sql, DocumentPath path)
        {
            if (_isWhole)
            {
                sql.Append("c", path);
                return;
            }

            sql.Append("{");
            var separator = "";
            foreach (var (name, branch) in _names)
            {
                sql.Append(separator).AppendName(name).Append(": ");
                branch.Write(sql, path.Append(name));
                separator = ", ";
            }

            sql.Append("}");
        }
    }
}
