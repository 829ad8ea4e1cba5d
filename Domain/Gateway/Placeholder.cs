namespace Virga.Gateway;

internal static class Placeholder;
