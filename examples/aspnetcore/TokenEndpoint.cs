using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace MobilePayIntegrator;

/// <summary>Refreshes tokens, which the handler leaves to the application.</summary>
public sealed class TokenEndpoint(
    IHttpClientFactory clients,
    MobilePaySettings settings,
    IConfigurationManager<OpenIdConnectConfiguration> metadata,
    IdTokens idTokens)
{
    /// <summary>
    /// A one-time refresh token is spent now, so its successor is kept before anything else is done. Nothing cancels this: a
    /// visitor who goes away must not lose the merchant's consent.
    /// </summary>
    /// <returns>the new access token</returns>
    /// <exception cref="ConsentNeeded"/>
    public async Task<string> RefreshAsync(Vat vat, Connection connection, Action<Connection> keep)
    {
        using var answer = await AskAsync(vat, connection.RefreshToken);
        // A client whose tokens are re-used gets the same one back.
        var next = connection with { RefreshToken = Text(answer, "refresh_token"), AccessToken = null };
        keep(next);
        var accessToken = Text(answer, "access_token");
        var login = new Claim[] { new("sub", next.Sub), new("auth_time", next.AuthTime) };
        await idTokens.ValidateAsync(Text(answer, "id_token"), accessToken, login);
        keep(next with { AccessToken = accessToken, ExpiresAt = DateTimeOffset.UtcNow + LifeOf(answer) });
        return accessToken;
    }

    private async Task<JsonDocument> AskAsync(Vat vat, string refreshToken)
    {
        var configuration = await metadata.GetConfigurationAsync(CancellationToken.None);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
            ["client_id"] = settings.ClientId,
            ["client_secret"] = settings.ClientSecret,
        });
        using var http = clients.CreateClient(MobilePayScheme.Name);
        using var answer = await http.PostAsync(new Uri(configuration.TokenEndpoint), form);
        var content = await ReadAsync(answer, CancellationToken.None);
        if (answer.StatusCode == HttpStatusCode.OK) return content;
        using (content)
        {
            throw Member(content, "error") is { ValueKind: JsonValueKind.String } error && error.ValueEquals("invalid_grant")
                ? new ConsentNeeded(vat)
                : new MobilePayProblem($"MobilePay’s token endpoint answered {(int)answer.StatusCode}.");
        }
    }

    /// <summary>A JSON object; an empty one where it is none.</summary>
    public static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (JsonException)
        {
            return JsonDocument.Parse("{}");
        }
    }

    public static JsonElement? Member(JsonDocument answer, string name) =>
        answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty(name, out var value)
            ? value
            : null;

    private static string Text(JsonDocument answer, string name) =>
        Member(answer, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text
            ? text
            : throw new AnswerRefused($"The token answer has no {name}.");

    /// <summary>Without a life that can be, the next call refreshes again.</summary>
    private static TimeSpan LifeOf(JsonDocument answer) =>
        Member(answer, "expires_in") is { ValueKind: JsonValueKind.Number } value
        && value.TryGetInt32(out var seconds)
        && seconds is > 0 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;
}
