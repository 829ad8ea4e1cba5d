namespace Virga.Notifications;

/// <summary>Another process is bringing the effect about, or has died over it a moment ago: this attempt must end, and the next one will find out. See <see cref="SubscriberContext.OnceAsync"/>.</summary>
public sealed class EffectInProgressException : Exception
{
    internal EffectInProgressException(string message)
        : base(message)
    {
    }
}
