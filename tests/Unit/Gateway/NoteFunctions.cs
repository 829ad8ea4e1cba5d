using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>The functions of a resource whose documents have owners.</summary>
internal static class NoteFunctions
{
    public const string Admin = "notes:all";

    private const string Collection = "folders/{folder}/notes";
    private const string Single = "folders/{folder}/notes/{id}";

    public static readonly TestFunction[] All =
    [
        TestFunction.Of("BulkNotes", "post", Collection + "/bulk", [Authorize, Idempotent(Required = false), Describes<Note>(ResourceAction.Bulk)] async Task<object?> (HttpContext context) =>
            await Of(context).BulkAsync(context.Request, Folder(context))),
        TestFunction.Of("CreateNote", "post", Collection, [Authorize, Idempotent(Required = false), Describes<Note>(ResourceAction.Create)] async Task<object?> (HttpContext context) =>
            await Of(context).CreateAsync(context.Request, Folder(context))),
        TestFunction.Of("DeleteNote", "delete", Single, [Authorize, Idempotent(Required = false), Describes<Note>(ResourceAction.Delete)] async Task<object?> (HttpContext context) =>
            await Of(context).DeleteAsync(context.Request, Folder(context), Id(context))),
        TestFunction.Of("GetNote", "get head", Single, [Authorize, Describes<Note>(ResourceAction.Get)] async Task<object?> (HttpContext context) =>
            await Of(context).GetAsync(context.Request, Folder(context), Id(context))),
        TestFunction.Of("ListNotes", "get head", Collection, [Authorize, Describes<Note>(ResourceAction.List)] async Task<object?> (HttpContext context) =>
            await Of(context).ListAsync(context.Request, Folder(context))),
        TestFunction.Of("PatchNote", "patch", Single, [Authorize, Idempotent(Required = false), Describes<Note>(ResourceAction.Patch)] async Task<object?> (HttpContext context) =>
            await Of(context).PatchAsync(context.Request, Folder(context), Id(context))),
        TestFunction.Of("QueryNotes", "query", Collection, [Authorize, Describes<Note>(ResourceAction.Query)] async Task<object?> (HttpContext context) =>
            await Of(context).QueryAsync(context.Request, Folder(context))),
        TestFunction.Of("ReplaceNote", "put", Single, [Authorize, Idempotent(Required = false), Describes<Note>(ResourceAction.Replace)] async Task<object?> (HttpContext context) =>
            await Of(context).ReplaceAsync(context.Request, Folder(context), Id(context))),
    ];

    public static Task<TestGateway> StartAsync(MemoryStore? store = null, IEnumerable<TestFunction>? functions = null, Action<ResourceBuilder<Note>>? define = null, Schema<Note>? model = null) =>
        TestGateway.StartAsync(functions ?? All, services =>
        {
            services.AddSingleton<IDocumentStore>(store ?? new MemoryStore());
            services.AddDocuments(documents => documents.Add(model ?? Note.Model));
            services.AddResource(define ?? (notes => notes.OwnedBy(note => note.Author, orScopes: [Admin]).FilterText("author", "text").Sort("text", note => note.Text)));
        });

    /// <summary>A request of somebody's.</summary>
    public static Task<HttpResponseMessage> AsAsync(
        this TestGateway gateway, string user, string method, string path, string? json = null, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        gateway.SendAsync(method, path, json is null ? null : Answers.Body(json, contentType), gateway.Token(user == "admin" ? Admin : "", subject: user), headers);

    private static Resource<Note> Of(HttpContext context) => context.RequestServices.GetRequiredService<Resource<Note>>();

    private static string Folder(HttpContext context) => (string)context.Request.RouteValues["folder"]!;

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
