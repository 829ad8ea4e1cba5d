using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Writes the <c>RateLimit</c> and <c>RateLimit-Policy</c> headers of draft-ietf-httpapi-ratelimit-headers-11: structured fields, a member for each policy that counted.</summary>
internal static class RateLimitHeaders
{
    public const string Limit = "RateLimit";
    public const string Policy = "RateLimit-Policy";

    public static void Add(HttpResponse response, string policy, long quota, long windowSeconds, long left, long resetSeconds)
    {
        var headers = response.Headers;
        headers.AppendCommaSeparatedValues(Policy, string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={quota};w={windowSeconds}"));
        headers.AppendCommaSeparatedValues(Limit, string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={left};t={resetSeconds}"));
    }

    public static void Add(HttpResponse response, in ThrottleBucket bucket, long left) =>
        Add(response, bucket.Policy, bucket.Burst, bucket.WindowSeconds, left, (long)Math.Ceiling((bucket.Burst - left) / bucket.Rate));
}
