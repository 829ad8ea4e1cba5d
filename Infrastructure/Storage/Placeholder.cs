namespace Virga.Storage;

internal static class Placeholder;
