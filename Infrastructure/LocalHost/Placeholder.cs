namespace Virga.LocalHost;

internal static class Placeholder;
