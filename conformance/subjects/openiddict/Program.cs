// Another vendor's provider for the conformance suite: OpenIddict with the hybrid flow, form_post, PKCE and refresh.
// In memory, on loopback, for tests alone. `dotnet run -- http://127.0.0.1:PORT` prints one line when it is ready.

using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OpenIddictHost;
using static OpenIddict.Abstractions.OpenIddictConstants;

var url = args.FirstOrDefault(argument => argument.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)) ?? "http://127.0.0.1:5010";
var builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls(url);
builder.Logging.ClearProviders();
builder.Services.AddDbContext<DbContext>(options => options.UseInMemoryDatabase("conformance").UseOpenIddict());
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
    .AddCookie(options => options.LoginPath = "/login");
builder.Services.AddAuthorization();
builder.Services.AddAntiforgery();
builder.Services.AddOpenIddict()
    .AddCore(options => options.UseEntityFrameworkCore().UseDbContext<DbContext>().DisableBulkOperations())
    .AddServer(options =>
    {
        options.SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetRevocationEndpointUris("connect/revocation")
            .SetIntrospectionEndpointUris("connect/introspect");
        options.AllowHybridFlow().AllowAuthorizationCodeFlow().AllowRefreshTokenFlow();
        options.RequireProofKeyForCodeExchange();
        options.RegisterScopes(Scopes.OpenId, Scopes.OfflineAccess, "invoice");
        options.AddEphemeralEncryptionKey().AddEphemeralSigningKey(SecurityAlgorithms.RsaSha256);
        options.DisableAccessTokenEncryption();
        options.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .DisableTransportSecurityRequirement();
    });

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/login", Login.Show);
app.MapPost("/login", (Delegate)Login.Submit);
app.MapMethods("/connect/authorize", ["GET", "POST"], (Delegate)Authorize);
app.MapPost("/connect/token", (Delegate)Exchange);
await Seed.Clients(app.Services);
await app.StartAsync();
Console.WriteLine($$"""{"event":"ready","discoveryUrl":"{{url}}/.well-known/openid-configuration"}""");
await app.WaitForShutdownAsync();

// Logs in where it has to, consents in the user's place, and signs in at the server.
static async Task<IResult> Authorize(HttpContext context)
{
    var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("There is no OpenID Connect request.");
    var login = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    var isStale = request.MaxAge is { } maxAge && login.Properties?.IssuedUtc + TimeSpan.FromSeconds(maxAge) < DateTimeOffset.UtcNow;
    var mustLogIn = login.Principal is null || isStale || request.HasPromptValue(PromptValues.Login);
    if (mustLogIn && request.HasPromptValue(PromptValues.None))
    {
        return Results.Forbid(Refusal(Errors.LoginRequired), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    if (mustLogIn)
    {
        return Results.Challenge(new AuthenticationProperties { RedirectUri = Login.ReturnTo(context.Request) }, [CookieAuthenticationDefaults.AuthenticationScheme]);
    }

    var issued = (login.Properties?.IssuedUtc ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds();
    var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
    identity.SetClaim(Claims.Subject, login.Principal!.Identity?.Name).SetClaim(Claims.AuthenticationTime, issued);
    identity.SetScopes(request.GetScopes()).SetResources("invoice-api");
    identity.SetDestinations(claim => claim.Type is Claims.AuthenticationTime
        ? [Destinations.AccessToken, Destinations.IdentityToken]
        : [Destinations.AccessToken]);
    return Results.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
}

// The principal of the code or refresh token goes on.
static async Task<IResult> Exchange(HttpContext context)
{
    var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("There is no OpenID Connect request.");
    if (!request.IsAuthorizationCodeGrantType() && !request.IsRefreshTokenGrantType())
    {
        return Results.Forbid(Refusal(Errors.UnsupportedGrantType), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    var ticket = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    return ticket.Principal is null
        ? Results.Forbid(Refusal(Errors.InvalidGrant), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme])
        : Results.SignIn(ticket.Principal, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
}

static AuthenticationProperties Refusal(string error) => new(new Dictionary<string, string?>
{
    [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
});
