namespace Unit.Notifications;

/// <summary>The process is gone at this point, as far as anybody else can tell.</summary>
internal sealed class ProcessDiedException : Exception;
