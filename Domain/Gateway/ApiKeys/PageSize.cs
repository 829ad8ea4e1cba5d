namespace Virga.Gateway;

/// <summary>How many items a page of the framework's own lists has.</summary>
internal static class PageSize
{
    public const int Most = 100;

    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>.</exception>
    public static void Check(int size)
    {
        if (size is < 1 or > Most)
        {
            throw new GatewayException(new Problem(400, ProblemCodes.InvalidParameter, "The page size cannot be so.")
            {
                Errors = [ProblemError.Query("limit", "out-of-range", $"Give 1 to {Most}.")],
            });
        }
    }
}
