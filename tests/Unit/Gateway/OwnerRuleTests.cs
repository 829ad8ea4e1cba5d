using System.Linq.Expressions;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Documents;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Whose documents are, and who may have them all.</summary>
public sealed class OwnerRuleTests
{
    private static readonly OwnerRule Rule = OwnerRule.Of(Note.Model, DocumentPath.Of("author"), "team", ["notes:all"], ["editor"]);

    [Fact]
    public void Nobody_owns_nothing()
    {
        var refusal = Assert.Throws<GatewayException>(() => Rule.ScopeOf(new DefaultHttpContext()));

        Assert.Equal(401, refusal.Problem.Status);
    }

    [Theory]
    [InlineData("sub", "ann")]
    [InlineData("team", "")]
    [InlineData("scope", "notes:al notes:all2")]
    [InlineData("roles", "reader")]
    public void A_token_that_does_not_say_who_its_caller_is_is_refused(string claim, string value)
    {
        var refusal = Assert.Throws<GatewayException>(() => Rule.ScopeOf(Caller((claim, value))));

        Assert.Equal((403, "forbidden"), (refusal.Problem.Status, refusal.Problem.Code));
    }

    [Fact]
    public void A_claim_with_several_values_owns_the_documents_of_each()
    {
        var scope = Rule.ScopeOf(Caller(("team", "red"), ("team", "blue")));

        Assert.True(scope.Sees(new JsonObject { ["author"] = "red" }));
        Assert.True(scope.Sees(new JsonObject { ["author"] = "blue" }));
        Assert.False(scope.Sees(new JsonObject { ["author"] = "green" }));
        Assert.False(scope.Sees([]));
        Assert.True(ConditionEvaluator.Matches(scope.Within!, new JsonObject { ["author"] = "blue" }));
        Assert.False(ConditionEvaluator.Matches(scope.Within!, new JsonObject { ["author"] = "green" }));
    }

    [Fact]
    public void One_of_several_has_to_say_for_whom_a_document_is()
    {
        var scope = Rule.ScopeOf(Caller(("team", "red"), ("team", "blue")));
        var blue = new JsonObject { ["author"] = "blue" };

        scope.Own(blue);
        var refusal = Assert.Throws<GatewayException>(() => scope.Own([]));

        Assert.Equal("blue", (string?)blue["author"]);
        Assert.Equal(("/author", "required"), (refusal.Problem.Errors[0].Pointer, refusal.Problem.Errors[0].Code));
        Assert.Contains("red, blue", refusal.Problem.Errors[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scope", "a notes:all")]
    [InlineData("scp", "notes:all")]
    [InlineData("roles", "editor")]
    public void A_scope_or_role_sees_all(string claim, string value)
    {
        var scope = Rule.ScopeOf(Caller((claim, value)));
        var body = new JsonObject();

        scope.Own(body);

        Assert.Null(scope.Within);
        Assert.True(scope.Sees([]));
        Assert.Empty(body);
    }

    [Fact]
    public async Task What_cannot_say_whose_a_document_is_stops_the_start()
    {
        Assert.Contains("'id' cannot say whose a 'note' is", await FaultAsync(note => note.Id), StringComparison.Ordinal);
        Assert.Contains("'folder' cannot say", await FaultAsync(note => note.Folder), StringComparison.Ordinal);
        Assert.Contains("names no attribute", await FaultAsync(note => note.Text + "x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_can_what_the_model_transforms()
    {
        var trimmed = Schema.Define<Note>("note", note =>
        {
            note.Partition(n => n.Folder);
            note.Key(n => n.Id);
            note.Property(n => n.Author).Write(author => author.Trim());
        });

        Assert.Throws<ArgumentException>(() => OwnerRule.Of(trimmed, DocumentPath.Of("author"), "sub", [], []));
    }

    [Fact]
    public async Task A_function_that_asks_nobody_who_they_are_stops_the_start()
    {
        TestFunction[] functions = [TestFunction.Of("ListNotes", "get head", "notes", [AllowAnonymous, Describes<Note>(ResourceAction.List)] (context) => "never")];
        await using var gateway = await NoteFunctions.StartAsync(functions: functions);

        var fault = Assert.Single(gateway.Faults());

        Assert.Equal("Function 'ListNotes' does not ask who calls, but its documents belong to their 'author' (OwnedBy), so that it would answer 401 to everybody: add [Authorize] or [RequireScope(\"…\")].", fault);
    }

    private static async Task<string> FaultAsync(Expression<Func<Note, string?>> owner)
    {
        await using var gateway = await NoteFunctions.StartAsync(functions: [], define: notes => notes.OwnedBy(owner));
        return Assert.Single(gateway.Faults());
    }

    private static DefaultHttpContext Caller(params (string Type, string Value)[] claims) => new()
    {
        User = new ClaimsPrincipal(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "test", "sub", "roles")),
    };
}
