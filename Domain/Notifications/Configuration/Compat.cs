namespace Virga.Notifications;

/// <summary>Whose limits hold where Virga can do more than SNS.</summary>
public enum Compat
{
    /// <summary>Virga's own, which are wider.</summary>
    Virga,

    /// <summary>SNS's: what is accepted here is accepted there too.</summary>
    Sns,
}
