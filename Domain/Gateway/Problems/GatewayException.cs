using System.Diagnostics.CodeAnalysis;

namespace Virga.Gateway;

/// <summary>A function refuses the request, as it is meant to: the status, code and message reach the client as problem details.</summary>
/// <remarks>For refusals that are part of the API ("already adopted", 409). It is not logged as an error.</remarks>
[SuppressMessage("Design", "CA1032", Justification = "A refusal without status, code and message means nothing.")]
public sealed class GatewayException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="code">The stable kebab-case code.</param>
    /// <param name="message">What happened, written for the client.</param>
    /// <exception cref="ArgumentException">The status is none of an error, or the code or message is empty.</exception>
    public GatewayException(int status, string code, string message)
        : this(new Problem(status, code, message))
    {
    }

    /// <summary>A refusal with all it says.</summary>
    /// <exception cref="ArgumentException">The status is none of an error, or the code or detail is empty.</exception>
    public GatewayException(Problem problem, Exception? innerException = null)
        : base(problem?.Detail, innerException)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(problem.Status, 400, nameof(problem));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(problem.Status, 599, nameof(problem));
        ArgumentException.ThrowIfNullOrWhiteSpace(problem.Code, nameof(problem));
        ArgumentException.ThrowIfNullOrWhiteSpace(problem.Detail, nameof(problem));
        Problem = problem;
    }

    /// <summary>What the client is told.</summary>
    public Problem Problem { get; }
}
