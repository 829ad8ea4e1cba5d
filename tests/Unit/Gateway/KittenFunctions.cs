using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>The functions of a resource, as a function class would have them.</summary>
internal static class KittenFunctions
{
    private const string Collection = "shelters/{shelterId}/kittens";
    private const string Single = "shelters/{shelterId}/kittens/{id}";

    public static readonly TestFunction[] All =
    [
        TestFunction.Of("BulkKittens", "post", Collection + "/bulk", [RequireScope("kittens:write"), Describes<Kitten>(ResourceAction.Bulk)] async Task<object?> (HttpContext context) =>
            await Of(context).BulkAsync(context.Request, Shelter(context))),
        TestFunction.Of("CreateKitten", "post", Collection, [RequireScope("kittens:write"), Describes<Kitten>(ResourceAction.Create)] async Task<object?> (HttpContext context) =>
            await Of(context).CreateAsync(context.Request, Shelter(context))),
        TestFunction.Of("DeleteKitten", "delete", Single, [RequireScope("kittens:write"), Describes<Kitten>(ResourceAction.Delete)] async Task<object?> (HttpContext context) =>
            await Of(context).DeleteAsync(context.Request, Shelter(context), Id(context))),
        TestFunction.Of("GetKitten", "get head", Single, [AllowAnonymous, Describes<Kitten>(ResourceAction.Get)] async Task<object?> (HttpContext context) =>
            await Of(context).GetAsync(context.Request, Shelter(context), Id(context))),
        TestFunction.Of("ListKittens", "get head", Collection, [AllowAnonymous, Describes<Kitten>(ResourceAction.List)] async Task<object?> (HttpContext context) =>
            await Of(context).ListAsync(context.Request, Shelter(context))),
        TestFunction.Of("PatchKitten", "patch", Single, [RequireScope("kittens:write"), Describes<Kitten>(ResourceAction.Patch)] async Task<object?> (HttpContext context) =>
            await Of(context).PatchAsync(context.Request, Shelter(context), Id(context))),
        TestFunction.Of("QueryKittens", "query", Collection, [AllowAnonymous, Describes<Kitten>(ResourceAction.Query)] async Task<object?> (HttpContext context) =>
            await Of(context).QueryAsync(context.Request, Shelter(context))),
        TestFunction.Of("ReplaceKitten", "put", Single, [RequireScope("kittens:write"), Describes<Kitten>(ResourceAction.Replace)] async Task<object?> (HttpContext context) =>
            await Of(context).ReplaceAsync(context.Request, Shelter(context), Id(context))),
    ];

    public static async Task<(TestGateway Gateway, MemoryStore Store)> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var store = new MemoryStore();
        var gateway = await TestGateway.StartAsync(All, services =>
        {
            services.AddSingleton<IDocumentStore>(store);
            services.AddDocuments(documents => documents.Add(Kitten.Model));
            services.AddResource<Kitten>(kittens => kittens
                .Filter("mood", kitten => kitten.Mood)
                .Filter("temper", kitten => kitten.Temper)
                .Filter("born", kitten => kitten.Born)
                .Filter<int>("minAge", (kitten, age) => kitten.Age >= age)
                .FilterText("age", "name", "mood")
                .Sort("age", kitten => kitten.Age));
            configure?.Invoke(services);
        });
        return (gateway, store);
    }

    public static Task<HttpResponseMessage> WriteAsync(
        this TestGateway gateway, string method, string path, string? json = null, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        gateway.SendAsync(method, path, json is null ? null : Answers.Body(json, contentType), gateway.Token("kittens:write"), headers);

    private static Resource<Kitten> Of(HttpContext context) => context.RequestServices.GetRequiredService<Resource<Kitten>>();

    private static string Shelter(HttpContext context) => (string)context.Request.RouteValues["shelterId"]!;

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
