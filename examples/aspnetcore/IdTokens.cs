using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace MobilePayIntegrator;

/// <summary>
/// The ID tokens that come from the token endpoint. The handler looks at the one beside a code, and that one must not be
/// signed for it, nor speak of the same login; at those of a refresh it never looks.
/// </summary>
public sealed class IdTokens(MobilePaySettings settings, BaseConfigurationManager configuration)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>What every ID token is held against; the handler's for the one in front is the same.</summary>
    public TokenValidationParameters Parameters { get; } = new()
    {
        // ValidIssuer alone would be one of two: the handler adds the one that the discovery document names.
        IssuerValidator = (issuer, _, _) => issuer == MobilePaySettings.Issuer
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The ID token has another issuer."),
        AudienceValidator = (audiences, _, _) => audiences.SequenceEqual([settings.ClientId]),
        // RS256 and nothing else; and `crit`, which the library passes over, says that there is more to understand.
        AlgorithmValidator = (algorithm, _, token, _) => algorithm == SecurityAlgorithms.RsaSha256 && !IsCritical(token),
        TypeValidator = (type, _, _) => type is null or JwtConstants.HeaderType
            ? JwtConstants.HeaderType
            : throw new SecurityTokenInvalidTypeException("The token is no ID token."),
        TryAllIssuerSigningKeys = false,
        LifetimeValidator = (from, until, _, _) => IsNow(from, until),
        ConfigurationManager = configuration,
    };

    /// <param name="token">the ID token</param>
    /// <param name="accessToken">the access token that came with it</param>
    /// <param name="expected">claims that have to be those of the login, such as <c>sub</c> and <c>nonce</c></param>
    /// <exception cref="AnswerRefused"/>
    public async Task<JsonWebToken> ValidateAsync(string? token, string accessToken, IEnumerable<Claim> expected)
    {
        var result = await _handler.ValidateTokenAsync(token, Parameters);
        if (result.SecurityToken is not JsonWebToken validated || !result.IsValid)
        {
            throw new AnswerRefused($"The second ID token is wrong ({result.Exception?.GetType().Name}).");
        }

        foreach (var claim in expected)
        {
            if (!validated.TryGetPayloadValue<object>(claim.Type, out var value) || value.ToString() != claim.Value)
            {
                throw new AnswerRefused($"The second ID token differs from that of the login ({claim.Type}).");
            }
        }

        CheckAtHash(validated, accessToken);
        return validated;
    }

    /// <summary>
    /// With half a minute for clocks that differ: the library's five minutes are as long as an ID token lives. And none that
    /// never ends.
    /// </summary>
    private static bool IsNow(DateTime? from, DateTime? until)
    {
        var (now, skew) = (DateTime.UtcNow, TimeSpan.FromSeconds(30));
        return (from ?? now) <= now + skew && until > now - skew && until < now + TimeSpan.FromDays(1);
    }

    private static bool IsCritical(SecurityToken token) =>
        token is not JsonWebToken jwt || jwt.TryGetHeaderValue<object>("crit", out _);

    /// <summary>Optional beside an access token of the token endpoint; right where it is there.</summary>
    private static void CheckAtHash(JsonWebToken token, string accessToken)
    {
        if (!token.TryGetPayloadValue<object>(JwtRegisteredClaimNames.AtHash, out var hash)) return;
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes(accessToken));
        if (!Base64UrlEncoder.Encode(digest[..16]).Equals(hash))
        {
            throw new AnswerRefused("The ID token belongs to another access token (at_hash).");
        }
    }
}
