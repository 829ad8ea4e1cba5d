namespace Virga.Notifications;

/// <summary>An element of a list in a scanned body.</summary>
/// <param name="List">The list.</param>
/// <param name="Parent">The element the list itself is in; -1 for none.</param>
/// <param name="Depth">How many lists it is within, its own included.</param>
internal readonly record struct ListElement(int List, int Parent, int Depth);
