using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>What must be true for a write to happen.</summary>
/// <typeparam name="T">The model's type.</typeparam>
public sealed record WriteOptions<T>
{
    /// <summary>The version the document must have; else <see cref="ETagMismatchException"/>.</summary>
    /// <value>null: any version.</value>
    public string? IfMatch { get; init; }

    /// <summary>What must be true of the stored document before the write; else <see cref="ConditionFailedException"/>.</summary>
    /// <remarks>An update takes the condition along in its one request. Save, replace and delete read first and write with the version they read, because Cosmos DB
    /// takes conditions on patches only. For a save a document that does not exist counts as one without attributes.</remarks>
    /// <value>null: nothing.</value>
    public Expression<Func<T, bool>>? When { get; init; }

    /// <summary>The same as <see cref="When"/>, as data; both must hold when both are given.</summary>
    /// <value>null: nothing.</value>
    public Condition? Condition { get; init; }

    /// <summary>Whether a refusal because of version or condition brings the document as it is now (<see cref="ConditionFailedException.Current"/>, <see cref="ETagMismatchException.Current"/>).</summary>
    /// <remarks>An update that went as a patch reads once more for it, when refused. What reads first has the document anyway.</remarks>
    /// <value>false</value>
    public bool ReturnCurrent { get; init; }

    /// <summary>What an update does where there is no document; other writes do not ask.</summary>
    /// <remarks>For <see cref="UpdateMode.Upsert"/> a document that does not exist counts as one without attributes, for the changes and for the condition. It costs two requests more when there is none.</remarks>
    /// <value><see cref="UpdateMode.MustExist"/></value>
    public UpdateMode Mode { get; init; }
}
