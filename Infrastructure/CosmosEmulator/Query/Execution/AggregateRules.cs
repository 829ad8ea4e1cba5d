namespace Virga.CosmosEmulator;

/// <summary>Refuses aggregates inside other expressions, as the service's planner does. Only where a client asks for a plan: queries that a client's own
/// planner rewrote put aggregates into arrays and objects.</summary>
internal static class AggregateRules
{
    public static void Check(SelectQuery query)
    {
        IEnumerable<Expression> places = query.Projection is ObjectExpression { IsSelectList: true } list ? list.Parts : [query.Projection];
        if (places.Any(place => place is not AggregateExpression && place.Any(part => part is AggregateExpression)))
        {
            throw WireFault.BadRequest("Compositions of aggregates and other expressions are not allowed.");
        }
    }
}
