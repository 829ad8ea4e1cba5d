using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Virga.CosmosEmulator;

/// <summary>The SQL function behind path indexes: the key of a path in a document.</summary>
internal static class KeyFunction
{
    [ThreadStatic]
    private static List<PathKeyReader>? _paths;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _key;

    [ThreadStatic]
    private static PropertyMap? _map;

    public static void Register(sqlite3 database)
    {
        const int Flags = raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC;
        if (raw.sqlite3_create_function(database, PathIndex.Function, 2, Flags, null, Call) is var code && code != raw.SQLITE_OK)
        {
            throw new StorageException(code, "The function of path indexes could not be registered.");
        }
    }

    private static void Call(sqlite3_context context, object user, sqlite3_value[] arguments)
    {
        var key = _key ??= new ArrayBufferWriter<byte>(256);
        key.ResetWrittenCount();
        var document = raw.sqlite3_value_blob(arguments[0]);
        var path = PathOf(raw.sqlite3_value_blob(arguments[1]));
        if (document.Length > PropertyMap.LongestDocument)
        {
            path.Write(key, document);
        }
        else
        {
            var map = _map ??= new PropertyMap();
            map.Read(document);
            path.Write(key, map);
        }

        raw.sqlite3_result_blob(context, key.WrittenSpan);
    }

    /// <summary>The reader of a path; there are a handful, kept for each thread.</summary>
    private static PathKeyReader PathOf(ReadOnlySpan<byte> text)
    {
        const int Most = 64;
        var paths = _paths ??= [];
        foreach (var path in paths)
        {
            if (text.SequenceEqual(path.Utf8Text))
            {
                return path;
            }
        }

        if (paths.Count == Most)
        {
            paths.Clear();
        }

        paths.Add(PathKeyReader.Parse(Encoding.UTF8.GetString(text)));
        return paths[^1];
    }
}
