using System.Globalization;
using System.Text;
using Virga.Notifications;

namespace Benchmarks;

/// <summary>Events made by seed that look like the city lots of event-ruler's benchmark: the same names and shapes, and about 936 bytes on average.</summary>
internal static class CityLots
{
    private static readonly string[] Streets = ["MARKET", "JEFFERSON", "BEACH", "NORTH POINT", "BAY", "FRANCISCO", "CHESTNUT", "LOMBARD", "GREENWICH", "FILBERT", "UNION", "GREEN", "VALLEJO", "BROADWAY"];
    private static readonly string[] Kinds = ["ST", "AVE", "BLVD", "WAY", "DR"];

    public static NotificationMessage[] Make(int count)
    {
        var random = new Random(20131);
        return [.. Enumerable.Range(0, count).Select(number => new NotificationMessage
        {
            MessageId = "0192f0c4-8f00-7000-8000-000000000001",
            Topic = "lots",
            Body = Lot(number, random),
            Timestamp = DateTimeOffset.UnixEpoch,
        })];
    }

    private static string Lot(int number, Random random)
    {
        var lot = number.ToString("D7", CultureInfo.InvariantCulture);
        var text = new StringBuilder("{\"type\":\"Feature\",\"properties\":{");
        text.Append(CultureInfo.InvariantCulture, $"\"MAPBLKLOT\":\"{lot}\",\"BLKLOT\":\"{lot}\",\"BLOCK_NUM\":\"{lot[..4]}\",\"LOT_NUM\":\"{lot[4..]}\",");
        text.Append(CultureInfo.InvariantCulture, $"\"FROM_ST\":\"{random.Next(1, 4000)}\",\"TO_ST\":\"{random.Next(1, 4000)}\",\"STREET\":\"{Streets[random.Next(Streets.Length)]} {random.Next(1, 400)}\",");
        text.Append(CultureInfo.InvariantCulture, $"\"ST_TYPE\":{(random.Next(10) == 0 ? "null" : $"\"{Kinds[random.Next(Kinds.Length)]}\"")},\"ODD_EVEN\":\"{(number % 2 == 0 ? 'E' : 'O')}\"}},");
        text.Append("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[");
        var corners = random.Next(7, 15);
        for (var corner = 0; corner < corners; corner++)
        {
            text.Append(corner == 0 ? "" : ",");
            Point(text, random);
        }

        text.Append("],\"firstCoordinates\":");
        Point(text, random);
        return text.Append("}}").ToString();
    }

    private static void Point(StringBuilder text, Random random) => text.Append(
        CultureInfo.InvariantCulture,
        $"{{\"x\":-122.{random.NextInt64(350000000000000, 520000000000000)},\"y\":37.{random.NextInt64(700000000000000, 830000000000000)},\"z\":{(random.Next(20) == 0 ? "1.5" : "0.0")}}}");
}
