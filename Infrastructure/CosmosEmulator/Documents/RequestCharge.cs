namespace Virga.CosmosEmulator;

/// <summary>The model behind <c>x-ms-request-charge</c>: an estimate that grows with the right things, not a bill.</summary>
/// <remarks>
/// A point read costs 1 per started kilobyte; a create 5 + 0.57 per further kilobyte; a replace, upsert or patch twice a create's 5; a delete 5.
/// A query costs 2.3, and 0.05 for each document looked at and 0.3 for each kilobyte given back. Sources: the service's published figures for 1 KB documents.
/// </remarks>
internal static class RequestCharge
{
    public static double Read(int bytes) => Kilobytes(bytes);

    public static double Create(int bytes) => 5 + (0.57 * Kilobytes(bytes));

    public static double Replace(int bytes) => 10 + (0.57 * Kilobytes(bytes));

    public const double Delete = 5;

    public const double NotFound = 1;

    public static double Query(long documents, long bytes) => 2.3 + (0.05 * documents) + (0.3 * bytes / 1024);

    private static double Kilobytes(int bytes) => Math.Max(1, Math.Ceiling(bytes / 1024.0));
}
