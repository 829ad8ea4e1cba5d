namespace Browser.Notifications;

/// <summary>What a test lets the app's handler take.</summary>
public sealed class ParcelRules
{
    public bool TakesBroken { get; set; }
}
