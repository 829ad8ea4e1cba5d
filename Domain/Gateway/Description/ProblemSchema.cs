using System.Text.Json.Nodes;

namespace Virga.Gateway;

/// <summary>Problem details as OpenAPI describes them.</summary>
internal static class ProblemSchema
{
    public static JsonObject Write() => JsonNode.Parse(
        """
        {
          "type": "object",
          "description": "Problem details (RFC 9457).",
          "required": ["title", "status", "detail", "code", "traceId"],
          "properties": {
            "title": { "type": "string" },
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "detail": { "type": "string", "description": "What happened, for people." },
            "code": { "type": "string", "description": "What happened, for programs; stable." },
            "traceId": { "type": "string", "description": "Where the log has the rest." },
            "errors": {
              "type": "array",
              "description": "Every fault of the request.",
              "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                  "in": { "type": "string", "enum": ["query", "path", "header"], "description": "The part the pointer points into; the body when it is left out." },
                  "pointer": { "type": "string", "description": "A JSON pointer to what is wrong." },
                  "code": { "type": "string" },
                  "message": { "type": "string" }
                }
              }
            }
          }
        }
        """)!.AsObject();
}
