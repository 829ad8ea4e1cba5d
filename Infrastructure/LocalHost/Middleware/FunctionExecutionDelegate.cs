namespace Virga.LocalHost;

/// <summary>A step of an invocation: a middleware, or the function itself.</summary>
/// <param name="context">The invocation.</param>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
