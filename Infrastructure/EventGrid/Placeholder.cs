namespace Virga.EventGrid;

internal static class Placeholder;
