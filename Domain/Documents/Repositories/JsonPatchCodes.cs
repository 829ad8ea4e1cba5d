namespace Virga.Documents;

/// <summary>Why a JSON patch did not apply.</summary>
internal static class JsonPatchCodes
{
    public const string TestFailed = "patch-test-failed";
    public const string NotApplicable = "patch-not-applicable";
}
