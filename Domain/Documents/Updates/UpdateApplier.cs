namespace Virga.Documents;

/// <summary>What an <see cref="UpdateAction"/> means.</summary>
public static class UpdateApplier
{
}
