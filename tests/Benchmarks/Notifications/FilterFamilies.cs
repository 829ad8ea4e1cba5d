using System.Globalization;

namespace Benchmarks;

/// <summary>The kinds of policies that are measured: five of each operator, all together, and growing numbers of the kinds that are indexed.</summary>
internal static class FilterFamilies
{
    private static readonly string[] AnythingButPrefix = Lots("""{"properties":{"STREET":[{"anything-but":{"prefix":"{0}"}}],"MAPBLKLOT":[{"prefix":"00{1}"}]}}""", "MARKET", "BEACH", "BAY", "UNION", "GREEN");

    private static readonly FilterFamily[] Single =
    [
        new("exact", Lots("""{"properties":{"MAPBLKLOT":["000{1}021"]}}""", "", "", "", "", ""), 140_000),
        new("prefix", Lots("""{"properties":{"STREET":[{"prefix":"{0} 3"}]}}""", "BEACH", "JEFFERSON", "UNION", "GREEN", "BAY"), 156_000),
        new("suffix", Lots("""{"properties":{"STREET":[{"suffix":"{0}"}]}}""", "H 17", "N 18", "T 19", "O 20", "Y 21"), 139_000),
        new("equals-ignore-case", Lots("""{"properties":{"STREET":[{"equals-ignore-case":"{0}"}]}}""", "beach 17", "Jefferson 18", "uNION 19", "green 20", "baY 21"), 118_000),
        new("wildcard", Lots("""{"properties":{"MAPBLKLOT":[{"wildcard":"{0}"}]}}""", "001*7", "00*4*2", "0012*", "*34*56", "0*1*2*3"), 114_000),
        new("anything-but", Lots("""{"properties":{"STREET":[{"anything-but":["{0} 1","MARKET 2"]}],"ODD_EVEN":[{"anything-but":"E"}]}}""", "BEACH", "JEFFERSON", "UNION", "GREEN", "BAY"), 117_000),
        new("numeric", Lots("""{"geometry":{"firstCoordinates":{"x":[{"numeric":["{0}"]}]}}}""".Replace("\"{0}\"", "{0}", StringComparison.Ordinal),
            "\"=\",-122.42916360922355", "\">\",-122.351", "\"<\",-122.519", "\">=\",-122.4,\"<\",-122.3999", "\"=\",-122.4"), 85_000),
        new("complex arrays", Lots("""{"geometry":{"type":["Polygon"],"coordinates":{"x":[{"numeric":["<",-122.51{1}]}],"y":[{"numeric":[">",37.81{1}]}],"z":[{"numeric":[">",0]}]}},"properties":{"ODD_EVEN":["E","O"]}}""", "", "", "", "", ""), 18_600),
    ];

    public static IReadOnlyList<FilterFamily> All { get; } = [.. Single, new("all of them together (45)", [.. Single.SelectMany(family => family.Policies), .. AnythingButPrefix], 10_200)];

    /// <summary>Kinds of which there may be any number.</summary>
    public static IReadOnlyList<(string Name, Func<int, string> Policy)> Growing { get; } =
    [
        ("exact, two keys", number => Of("{\"properties\":{\"MAPBLKLOT\":[\"0\"],\"ODD_EVEN\":[\"E\"]}}", number)),
        ("prefix", number => Of("{\"properties\":{\"BLKLOT\":[{\"prefix\":\"0\"}]}}", number)),
        ("suffix", number => Of("{\"properties\":{\"BLKLOT\":[{\"suffix\":\"0\"}]}}", number)),
        ("equals-ignore-case", number => Of("{\"properties\":{\"STREET\":[{\"equals-ignore-case\":\"beach 0\"}]}}", number)),
        ("numeric range", number => string.Create(CultureInfo.InvariantCulture, $"{{\"geometry\":{{\"firstCoordinates\":{{\"x\":[{{\"numeric\":[\">=\",-122.{350000 + number},\"<\",-122.{349999 + number}]}}]}}}}}}")),
        ("exact on one key, numeric on another", number => Of("{\"properties\":{\"MAPBLKLOT\":[\"0\"]},\"geometry\":{\"firstCoordinates\":{\"x\":[{\"numeric\":[\"<\",0]}]}}}", number)),
    ];

    private static string Of(string form, int number) => form.Replace("0\"", number.ToString("D7", CultureInfo.InvariantCulture) + "\"", StringComparison.Ordinal);

    private static string[] Lots(string form, params string[] texts) =>
        [.. texts.Select((text, number) => form.Replace("{0}", text, StringComparison.Ordinal).Replace("{1}", (number + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];
}
