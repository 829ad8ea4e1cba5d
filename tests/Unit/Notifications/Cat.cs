namespace Unit.Notifications;

/// <summary>The body of the tests' topic.</summary>
internal sealed record Cat(string Name, int Age);
