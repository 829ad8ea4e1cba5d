using System.Text;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Answers what the function's attributes say.</summary>
internal sealed class MockResult : IResult
{
    private const string Preference = "status=";

    public static readonly MockResult Instance = new();

    private MockResult()
    {
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var endpoint = httpContext.GetEndpoint();
        if (endpoint?.Metadata.GetOrderedMetadata<MocksAttribute>() is not { Count: > 0 } mocks)
        {
            throw new InvalidOperationException($"Function '{endpoint?.DisplayName}' answers with Integration.Mock() and says not what: add [Mocks(200, \"…\")].");
        }

        var wanted = Wanted(httpContext.Request);
        var mock = mocks.FirstOrDefault(mock => mock.Status == wanted);
        var response = httpContext.Response;
        if (mock is not null)
        {
            response.Headers["Preference-Applied"] = $"{Preference}{mock.Status}";
        }

        mock ??= mocks[0];
        response.StatusCode = mock.Status;
        return mock.Json is null
            ? Task.CompletedTask
            : JsonAnswer.WriteAsync(httpContext, Encoding.UTF8.GetBytes(mock.Json), mock.Status >= 400 ? "application/problem+json" : JsonAnswer.ContentType);
    }

    /// <summary>The status a client prefers (RFC 7240); null for none.</summary>
    private static int? Wanted(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(value => value?.Split(',', StringSplitOptions.TrimEntries) ?? []))
        {
            if (preference.StartsWith(Preference, StringComparison.OrdinalIgnoreCase) && int.TryParse(preference.AsSpan(Preference.Length), out var status))
            {
                return status;
            }
        }

        return null;
    }
}
