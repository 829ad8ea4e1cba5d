namespace Unit.Gateway;

/// <summary>An object inside a <see cref="ModelledParcel"/>.</summary>
public sealed record PlaceOfOrigin
{
    public string? Country { get; init; }
}
