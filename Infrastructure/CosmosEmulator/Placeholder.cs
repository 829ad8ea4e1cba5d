namespace Virga.CosmosEmulator;

internal static class Placeholder;
