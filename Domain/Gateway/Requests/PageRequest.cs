namespace Virga.Gateway;

/// <summary>Which page of a list a request asks for.</summary>
/// <param name="Limit">The most items, within what <see cref="PagedAttribute"/> allows.</param>
/// <param name="Cursor">Where to go on: <c>next</c> of the page before; null for the first page.</param>
public readonly record struct PageRequest(int Limit, string? Cursor);
