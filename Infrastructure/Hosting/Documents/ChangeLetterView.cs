using Virga.Documents;

namespace Virga.Hosting;

/// <summary>A change that a handler did not take, as the API shows it.</summary>
/// <param name="Id">What names it among its handler's.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Key">The document's key.</param>
/// <param name="Version">What named the change: the document's ETag then.</param>
/// <param name="Reason">The last exception's type and message.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="At">When it was put aside.</param>
internal sealed record ChangeLetterView(string Id, string Model, string Key, string Version, string Reason, int Attempts, DateTimeOffset At)
{
    public static ChangeLetterView Of(ChangeDeadLetter letter) =>
        new(letter.Id, letter.Model, letter.Key.ToString(), letter.Version, letter.Reason, letter.Attempts, letter.At);
}
