namespace Virga.Hosting;

internal static class Placeholder;
