using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace MobilePayIntegrator;

/// <summary>
/// Fetches the discovery document and the keys, from MobilePay's hosts alone, and holds the document against what is known:
/// the handler would take whatever issuer the document names beside <c>ValidIssuer</c>.
/// </summary>
public sealed class MobilePayMetadata(MobilePaySettings settings, HttpClient http)
    : IDocumentRetriever, IConfigurationValidator<OpenIdConnectConfiguration>
{
    private readonly HttpDocumentRetriever _retriever = new(http) { RequireHttps = !settings.DiscoveryUrl.IsLoopback };

    public ConfigurationManager<OpenIdConnectConfiguration> Manage() =>
        new(settings.DiscoveryUrl.AbsoluteUri, new OpenIdConnectConfigurationRetriever(), this, this);

    public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        Expect(settings.MayBeAt(address), "jwks_uri");
        return _retriever.GetDocumentAsync(address, cancel);
    }

    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration)
    {
        if (configuration.Issuer != MobilePaySettings.Issuer)
        {
            throw new AnswerRefused("The discovery document names another issuer.");
        }

        Expect(settings.MayBeAt(configuration.AuthorizationEndpoint), "authorization_endpoint");
        Expect(settings.MayBeAt(configuration.TokenEndpoint), "token_endpoint");
        return new ConfigurationValidationResult { Succeeded = true };
    }

    private static void Expect(bool isGood, string name)
    {
        if (!isGood) throw new AnswerRefused($"The discovery document leads elsewhere ({name}).");
    }
}
