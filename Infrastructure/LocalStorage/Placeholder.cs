namespace Virga.LocalStorage;

internal static class Placeholder;
