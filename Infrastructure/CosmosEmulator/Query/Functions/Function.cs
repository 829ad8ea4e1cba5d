namespace Virga.CosmosEmulator;

/// <summary>A built-in function: a name, how many arguments it takes, and what it does.</summary>
internal sealed record Function(string Name, int Minimum, int Maximum, Func<Value[], Row, Value> Call);
