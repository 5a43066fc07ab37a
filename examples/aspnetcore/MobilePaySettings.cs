using System.ComponentModel.DataAnnotations;

namespace MobilePayIntegrator;

/// <summary>What differs between mock, sandbox and production: section <c>MobilePay</c> of the configuration.</summary>
public sealed class MobilePaySettings
{
    /// <summary>The same in every environment, and no prefix of any address, so discovery can't find it.</summary>
    public const string Issuer = "https://api.mobilepay.dk/merchant";

    [Required] public required Uri DiscoveryUrl { get; init; }

    [Required] public required Uri ApiUrl { get; init; }

    [Required] public required string ClientId { get; init; }

    [Required] public required string ClientSecret { get; init; }

    /// <summary>To the letter as registered with MobilePay; its path is where the handler listens.</summary>
    [Required] public required Uri RedirectUri { get; init; }

    /// <summary>An app of the developer portal: another pair than the client's.</summary>
    [Required] public required string ApiClientId { get; init; }

    [Required] public required string ApiClientSecret { get; init; }

    /// <summary>A folder for connections and keys; every process of the application shares it.</summary>
    [Required] public required string Store { get; init; }

    /// <summary>The hosts are split: admin for browsers, api for servers. All of MobilePay's are good, and the mock's.</summary>
    public bool MayBeAt(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Fragment.Length == 0
        && (IsMobilePays(uri) || OriginOf(uri) == OriginOf(DiscoveryUrl));

    private static string OriginOf(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    private static bool IsMobilePays(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps
        && new[] { ".mobilepay.dk", ".mobilepay.fi" }.Any(domain => uri.Host.EndsWith(domain, StringComparison.Ordinal));
}
