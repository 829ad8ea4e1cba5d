using System.Text.RegularExpressions;
using Support;

namespace Architecture;

/// <summary>What is random in one process means nothing in another: every place that makes random bytes says why that is right, or which setting the instances of an app share.</summary>
public sealed partial class RandomKeyTests
{
    private const string Stored = "what it makes is stored, or its hash is, and compared with that";
    private const string OfTheMachine = "only a developer's machine makes it";
    private const string NoSecret = "nobody has to know it again";

    private static readonly Dictionary<string, string> Places = new()
    {
        ["Domain/Documents/Registration/DocumentsServiceCollectionExtensions.cs"] = "Documents__CursorKey",
        ["Domain/Gateway/ApiKeys/ApiKeyText.cs"] = Stored,
        ["Domain/Gateway/Authentication/DevelopmentTokens.cs"] = OfTheMachine,
        ["Domain/Gateway/Integrations/CanaryResult.cs"] = NoSecret,
        ["Domain/Notifications/Signing/SigningKey.cs"] = "Notifications__Signing__Pfx",
        ["Domain/Notifications/Subscriptions/SubscriptionToken.cs"] = Stored,
        ["Infrastructure/CosmosEmulator/Hosting/LocalCertificate.cs"] = OfTheMachine,
        ["Infrastructure/EventGrid/Local/Delivery/WebhookHandshake.cs"] = OfTheMachine,
        ["Infrastructure/EventGrid/Local/LocalEventGrid.cs"] = OfTheMachine,
    };

    [Fact]
    public void Every_place_that_makes_random_bytes_says_why()
    {
        var places = Repository.Files(".cs", "Domain", "Infrastructure", "Functions").Where(path => Randomness().IsMatch(File.ReadAllText(Repository.PathOf(path)))).ToArray();

        Rule.Holds("Say above why other instances need not know it, or give them a setting.", places.Except(Places.Keys));
        Rule.Holds("It makes no random bytes any more.", Places.Keys.Except(places));
    }

    [Fact]
    public void What_instances_share_is_deployed_from_Key_Vault()
    {
        var deployed = File.ReadAllText(Repository.PathOf("bicep/modules/functionApp.bicep"));

        Rule.Holds(
            "bicep/modules/functionApp.bicep has to set it to a Key Vault reference.",
            Places.Values.Where(place => place.Contains("__", StringComparison.Ordinal)).Where(setting => !deployed.Contains($"{setting}: '@Microsoft.KeyVault(SecretUri=", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"RandomNumberGenerator\.Get|(?:RSA|ECDsa)\.Create\((?:\w|\.)+\)|\bAes\.Create\(")]
    private static partial Regex Randomness();
}
