namespace Virga.CosmosEmulator;

/// <summary>Parses FROM with its joins, and binds their names.</summary>
internal sealed class FromParser(TokenReader reader, ParserState state, ExpressionParser expressions, SelectParser selects)
{
    public List<FromSource> Parse(NameScope scope)
    {
        reader.Expect("FROM");
        var sources = new List<FromSource>();
        do
        {
            Source(scope, sources);
        }
        while (reader.Accept("JOIN"));
        return sources;
    }

    private void Source(NameScope scope, List<FromSource> sources)
    {
        if (reader.Current.Kind == TokenKind.Identifier && reader.Ahead(1).Is("IN"))
        {
            var name = reader.Identifier();
            reader.Take();
            var (path, query, root) = Collection(scope, sources.Count == 0);
            AddRoot(root, sources);
            Bind(scope, sources, name, path, iterates: true, query);
            return;
        }

        var start = reader.Current;
        var (value, subquery, document) = Collection(scope, sources.Count == 0);
        var alias = reader.Accept("AS") || reader.Current.Kind == TokenKind.Identifier ? reader.Identifier() : (Token?)null;
        if (document is not null && value is SlotExpression)
        {
            // FROM c: the documents themselves.
            scope.Add(alias ?? start, document.Slot);
            sources.Add(document with { Name = (alias ?? start).Text });
            return;
        }

        AddRoot(document, sources);
        if (alias is null && subquery is not null)
        {
            sources.Add(new FromSource(state.NewSlot(), "", null, false, subquery));
            return;
        }

        Bind(scope, sources, alias ?? Last(value, start), value, iterates: false, subquery);
    }

    private static Token Last(Expression? path, Token start) =>
        path is PropertyExpression property ? start with { Text = property.Name } : start;

    private static void AddRoot(FromSource? root, List<FromSource> sources)
    {
        if (root is not null)
        {
            sources.Add(root);
        }
    }

    private void Bind(NameScope scope, List<FromSource> sources, Token name, Expression? path, bool iterates, SelectQuery? query)
    {
        var slot = state.NewSlot();
        scope.Add(name, slot);
        sources.Add(new FromSource(slot, name.Text, path, iterates, query));
    }

    /// <summary>A path from a bound name or from the container, or a subquery.</summary>
    private (Expression? Path, SelectQuery? Query, FromSource? Root) Collection(NameScope scope, bool isFirst)
    {
        if (reader.Accept("("))
        {
            var query = selects.Parse(scope, isSource: isFirst && scope.MayReadContainer);
            reader.Expect(")");
            return (null, query, null);
        }

        var name = reader.Identifier();
        FromSource? root = null;
        if (!scope.TryGet(name.Text, out var slot))
        {
            // Any unbound name in the first place of the outermost FROM is the container.
            if (!isFirst || !scope.MayReadContainer)
            {
                throw QuerySyntax.Error(name, $"Identifier {name} could not be resolved.", "SC2001");
            }

            slot = state.NewSlot();
            root = new FromSource(slot, "", null, false, null);
        }

        Expression path = new SlotExpression(name.Text, slot);
        while (reader.Current.Is(".") || reader.Current.Is("["))
        {
            path = expressions.Step(path, scope);
        }

        return (path, null, root);
    }
}
