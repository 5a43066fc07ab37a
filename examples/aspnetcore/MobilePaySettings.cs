using System.ComponentModel.DataAnnotations;

namespace MobilePayIntegrator;

/// <summary>What differs between the mock, the sandbox and production: section <c>MobilePay</c> of the configuration.</summary>
public sealed class MobilePaySettings
{
    /// <summary>An identifier, the same in every environment. It is no prefix of any address, so discovery can't find it.</summary>
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

    /// <summary>The hosts are split (admin for browsers, api for servers): all of MobilePay's are good, and the mock's own.</summary>
    public bool MayBeAt(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (IsMobilePays(uri) || uri.GetLeftPart(UriPartial.Authority) == DiscoveryUrl.GetLeftPart(UriPartial.Authority));

    private static bool IsMobilePays(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps
        && (uri.Host.EndsWith(".mobilepay.dk", StringComparison.Ordinal) || uri.Host.EndsWith(".mobilepay.fi", StringComparison.Ordinal));
}
