namespace Virga.Gateway;

/// <summary>An attribute that says that the function's answer is JSON, so that a client that does not take JSON can be told before it runs.</summary>
internal interface IAnswersJson
{
    /// <summary>Whether there is an answer with a body.</summary>
    bool HasBody { get; }
}
