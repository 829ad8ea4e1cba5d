using Virga.Documents;

namespace Unit.Gateway;

/// <summary>What somebody wrote: a document with an owner.</summary>
public sealed record Note(string Id, string Folder, string Author, string Text)
{
    internal static readonly Schema<Note> Model = Define();

    /// <summary>The model, with more to it.</summary>
    internal static Schema<Note> Define(Action<SchemaBuilder<Note>>? more = null) => Schema.Define<Note>("note", note =>
    {
        note.Partition(n => n.Folder);
        note.Key(n => n.Id).Default(NewId.Sortable);
        note.Property(n => n.Author).Required().Alias("writer");
        note.Property(n => n.Text).Required().Length(1, 100);
        note.Timestamps();
        more?.Invoke(note);
    });
}
