using System.Text.Encodings.Web;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Makes the refusals of queries in the service's form: place, code and the construct.</summary>
internal static class QuerySyntax
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A refusal of the text from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static WireFault Error(int start, int end, string message, string code) => WireFault.BadRequest(JsonSerializer.Serialize(
        new { errors = new[] { new { severity = "Error", location = new { start, end }, code, message } } }, Relaxed));

    public static WireFault Error(Token token, string message, string code) => Error(token.Position, token.End, message, code);

    /// <summary>A token where the grammar has no place for it; <paramref name="hint"/> says what to write instead.</summary>
    public static WireFault Near(Token token, string hint = "") => token.Kind == TokenKind.End
        ? Error(token, "Syntax error, unexpected end-of-file.", "SC1002")
        : Error(token, $"Syntax error, incorrect syntax near {token}.{(hint.Length > 0 ? " " + hint : "")}", "SC1001");

    /// <summary>Something the service knows and this endpoint does not.</summary>
    public static WireFault Unsupported(Token token, string construct) => Error(token, $"The query includes {construct}, which this endpoint does not support.", "SC2990");
}
