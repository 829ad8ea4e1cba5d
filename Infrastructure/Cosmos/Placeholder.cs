namespace Virga.Cosmos;

internal static class Placeholder;
