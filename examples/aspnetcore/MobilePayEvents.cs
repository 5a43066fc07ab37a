using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace MobilePayIntegrator;

/// <summary>What the handler has to be told at its events.</summary>
public sealed class MobilePayEvents(MobilePaySettings settings, Connections connections, IdTokens idTokens) : OpenIdConnectEvents
{
    private const string Redeeming = "MobilePay.Redeeming";

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        var (items, message) = (context.Properties.Items, context.ProtocolMessage);
        message.RedirectUri = settings.RedirectUri.OriginalString;
        message.SetParameter("merchant_vat", items[MobilePayScheme.MerchantVat]);
        // The handler sends a challenge in the pure code flow alone. It finds the verifier here and redeems the code with it.
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
        var message = context.ProtocolMessage;
        if (!context.Request.HasFormContentType) context.Fail(new ConsentUnknown());
        else if ((await context.Request.ReadFormAsync()).Any(field => field.Value.Count != 1)) context.Fail(new AnswerRefused("The answer repeats itself."));
        else if ((message.Iss ?? MobilePaySettings.Issuer) != MobilePaySettings.Issuer) context.Fail(new AnswerRefused("The answer comes from another provider (iss)."));
        // Without an ID token the handler would go on as in the code flow.
        else if (message.Error is null && (message.Code is null || string.IsNullOrEmpty(message.IdToken))) context.Fail(new AnswerRefused("The answer has no code or no ID token."));
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        var nonce = context.Properties?.Items[OpenIdConnectParameterNames.Nonce];
        if (context.SecurityToken.Payload.Nonce != nonce) context.Fail(new AnswerRefused("The ID token answers another request (nonce)."));
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
        await connections.ReplaceAsync(Vat.Parse(properties.Items[MobilePayScheme.MerchantVat]), connection, context.HttpContext.RequestAborted);
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

    private static MobilePayProblem ProblemOf(RemoteFailureContext context) => context.Failure switch
    {
        MobilePayProblem problem => problem,
        // No state, one that can't be read, or no cookie for it.
        AuthenticationFailureException { InnerException: null } => new ConsentUnknown(),
        var failure when context.HttpContext.Items.ContainsKey(Redeeming) => MobilePayProblem.Of(failure) ?? new MobilePayProblem("MobilePay’s token endpoint gave no tokens."),
        var failure => new AnswerRefused($"The answer is wrong ({failure?.GetType().Name})."),
    };
}
