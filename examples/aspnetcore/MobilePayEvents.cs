using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace MobilePayIntegrator;

/// <summary>What the handler has to be told at its events.</summary>
public sealed class MobilePayEvents(MobilePaySettings settings, Connections connections, IdTokens idTokens)
    : OpenIdConnectEvents
{
    private const string Redeeming = "MobilePay.Redeeming";

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        var (items, message) = (context.Properties.Items, context.ProtocolMessage);
        message.RedirectUri = settings.RedirectUri.OriginalString;
        message.SetParameter("merchant_vat", items[MobilePayScheme.MerchantVat]);
        // The handler sends a challenge in the pure code flow alone. It redeems the code with the verifier that is here.
        var verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        items[OAuthConstants.CodeVerifierKey] = verifier;
        var challenge = SHA256.HashData(Encoding.ASCII.GetBytes(verifier));
        message.SetParameter(OAuthConstants.CodeChallengeKey, Base64UrlEncoder.Encode(challenge));
        message.SetParameter(OAuthConstants.CodeChallengeMethodKey, OAuthConstants.CodeChallengeMethodS256);
        // The handler takes the nonce of any request of this browser.
        items[OpenIdConnectParameterNames.Nonce] = message.Nonce;
        return Task.CompletedTask;
    }

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        // The redirect URI may be a page of yours, too, as with MobilePay's for development: http://127.0.0.1:7890/
        var isPage = HttpMethods.IsGet(context.Request.Method) && context.HttpContext.GetEndpoint() is not null;
        if (isPage) context.SkipHandler();
        else if (await ProblemOf(context.Request, context.ProtocolMessage) is { } problem) context.Fail(problem);
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        var nonce = context.Properties?.Items[OpenIdConnectParameterNames.Nonce];
        if (context.SecurityToken.Payload.Nonce != nonce)
        {
            context.Fail(new AnswerRefused("The ID token answers another request (nonce)."));
        }

        return Task.CompletedTask;
    }

    public override Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context)
    {
        context.HttpContext.Items[Redeeming] = true;
        return Task.CompletedTask;
    }

    public override Task TokenResponseReceived(TokenResponseReceivedContext context)
    {
        context.HttpContext.Items.Remove(Redeeming);
        var front = (context.Principal ?? throw new AnswerRefused("The answer has no ID token.")).Claims;
        var same = front.Where(claim => claim.Type is "sub" or "nonce" or "auth_time" or "idp");
        var answer = context.TokenEndpointResponse;
        return idTokens.ValidateAsync(answer.IdToken, answer.AccessToken, same);
    }

    /// <summary>The tokens go to the merchant's connection. No user is logged in by a merchant's consent.</summary>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var properties = context.Properties ?? throw new ConsentUnknown();
        var connection = Connection.From(context.Principal, properties);
        var vat = Vat.Parse(properties.Items[MobilePayScheme.MerchantVat]);
        await connections.ReplaceAsync(vat, connection, context.HttpContext.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
        context.HandleResponse();
    }

    public override async Task AccessDenied(AccessDeniedContext context)
    {
        await context.HttpContext.ShowAsync(new ConsentDenied());
        context.HandleResponse();
    }

    public override async Task RemoteFailure(RemoteFailureContext context)
    {
        await context.HttpContext.ShowAsync(ProblemOf(context));
        context.HandleResponse();
    }

    /// <summary>What is wrong with an answer before the handler looks at its tokens; null where nothing is.</summary>
    private static async Task<MobilePayProblem?> ProblemOf(HttpRequest request, OpenIdConnectMessage message)
    {
        if (!request.HasFormContentType || request.QueryString.HasValue) return new ConsentUnknown();
        var form = await request.ReadFormAsync();
        if (form.Any(field => field.Value.Count != 1)) return new AnswerRefused("The answer repeats itself.");
        if (message.Iss is not (null or MobilePaySettings.Issuer))
        {
            return new AnswerRefused("The answer comes from another provider (iss).");
        }

        // Without an ID token the handler would go on as in the code flow.
        var isWhole = !string.IsNullOrEmpty(message.Code) && !string.IsNullOrEmpty(message.IdToken);
        return message.Error is not null || isWhole ? null : new AnswerRefused("The answer has no code or no ID token.");
    }

    private static MobilePayProblem ProblemOf(RemoteFailureContext context)
    {
        var failure = context.Failure;
        if (failure is MobilePayProblem problem) return problem;
        // No state, one that can't be read, or no cookie for it.
        if (failure is AuthenticationFailureException { InnerException: null }) return new ConsentUnknown();
        if (!context.HttpContext.Items.ContainsKey(Redeeming))
        {
            return new AnswerRefused($"The answer is wrong ({failure?.GetType().Name}).");
        }

        return MobilePayProblem.Of(failure) ?? new MobilePayProblem("MobilePay’s token endpoint gave no tokens.");
    }
}
