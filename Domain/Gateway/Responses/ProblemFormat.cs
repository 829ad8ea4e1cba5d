namespace Virga.Gateway;

/// <summary>What refusals look like.</summary>
public enum ProblemFormat
{
    /// <summary>Problem details (RFC 9457): <c>application/problem+json</c>.</summary>
    Problem,

    /// <summary>As API Gateway's: <c>{"message": …}</c> as <c>application/json</c>, with the headers <c>x-amzn-ErrorType</c> and <c>x-amzn-RequestId</c>, for clients that know nothing else.</summary>
    Aws,
}
