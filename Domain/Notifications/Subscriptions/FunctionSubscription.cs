namespace Virga.Notifications;

/// <summary>A handler class of the app, as a subscriber of a topic.</summary>
/// <param name="Recipient">What it is called in deliveries and dead letters: <c>fn:name</c>.</param>
/// <param name="Handler">The name of the class.</param>
/// <param name="FilterPolicy">Which messages it wants; null for all.</param>
public sealed record FunctionSubscription(string Recipient, string Handler, FilterPolicy? FilterPolicy);
