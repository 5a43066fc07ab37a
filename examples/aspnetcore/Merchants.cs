using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MobilePayIntegrator;

/// <summary>Calls on behalf of a merchant, with a token that is refreshed when it has to be.</summary>
public sealed class Merchants(HttpClient http, MobilePaySettings settings, Connections connections, TokenEndpoint tokens)
{
    /// <summary>Before its end an access token is no longer used: the call has to arrive, too.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>GET merchants/me: the merchant's id at MobilePay.</summary>
    public async Task<string> MeAsync(Vat vat, CancellationToken cancellation)
    {
        using var answer = await GetAsync(vat, "/invoice-restapi/api/v1/merchants/me", cancellation);
        return TokenEndpoint.Member(answer, "MerchantId") is { ValueKind: JsonValueKind.String } id
            ? id.GetString()!
            : throw new MobilePayProblem("merchants/me answered without a MerchantId.");
    }

    private async Task<JsonDocument> GetAsync(Vat vat, string path, CancellationToken cancellation)
    {
        var token = await AccessTokenAsync(vat, null, cancellation);
        var answer = await SendAsync(path, token, cancellation);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            answer = await SendAsync(path, await AccessTokenAsync(vat, token, cancellation), cancellation);
        }

        return answer.StatusCode switch
        {
            HttpStatusCode.OK => await TokenEndpoint.ReadAsync(answer, cancellation),
            HttpStatusCode.Forbidden => throw new MobilePayProblem(
                "The token is for no merchant, or not for this product.", "Connect again, and allow all of it."),
            _ => throw new MobilePayProblem($"MobilePay’s API answered {(int)answer.StatusCode}."),
        };
    }

    private Task<HttpResponseMessage> SendAsync(string path, string token, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, settings.ApiUrl.AbsoluteUri.TrimEnd('/') + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("x-ibm-client-id", settings.ApiClientId);
        request.Headers.Add("x-ibm-client-secret", settings.ApiClientSecret);
        request.Headers.Add("CorrelationId", Guid.NewGuid().ToString());
        return http.SendAsync(request, cancellation);
    }

    /// <summary>Whoever comes second to the lock finds what the first one has stored, and asks for nothing.</summary>
    private async Task<string> AccessTokenAsync(Vat vat, string? refused, CancellationToken cancellation)
    {
        await using var _ = await connections.LockAsync(vat, cancellation);
        var connection = connections.Read(vat) ?? throw new ConsentNeeded(vat);
        var isGood = connection.AccessToken is not null && connection.AccessToken != refused;
        if (isGood && DateTimeOffset.UtcNow < connection.ExpiresAt - Margin) return connection.AccessToken!;
        try
        {
            return await tokens.RefreshAsync(vat, connection, next => connections.Write(vat, next));
        }
        catch (ConsentNeeded)
        {
            connections.Remove(vat);
            throw;
        }
    }
}
