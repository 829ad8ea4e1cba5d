using System.Globalization;
using System.Text;

namespace Benchmarks;

/// <summary>The document all targets store: an order of some 750 bytes.</summary>
internal static class OrderDocument
{
    /// <summary>How many documents there are to read, and how many share a partition.</summary>
    public const int Count = 1000;

    public const int PerPartition = 50;

    private static readonly string Rest = $$"""
        ,"customer":{"name":"Ada Lovelace","email":"ada@example.com","city":"Oslo","loyal":true},"lines":[{{string.Join(',', Enumerable.Range(1, 5).Select(line => $$"""{"sku":"SKU-{{line:000000}}","name":"Something to buy {{line}}","quantity":{{line}},"price":19.95}"""))}}],"note":"Leave it with the neighbour when nobody is at home, please.","currency":"EUR","placed":"2026-11-23T12:00:00Z","status":"open"}
        """.Trim();

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"order-{number:00000000}");

    public static string Partition(int number) => string.Create(CultureInfo.InvariantCulture, $"customer-{number / PerPartition:000000}");

    /// <summary>The document as JSON.</summary>
    public static byte[] Of(string id, string partition, int total) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","pk":"{{partition}}","total":{{total}}{{Rest}}"""));
}
