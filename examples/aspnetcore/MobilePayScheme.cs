using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace MobilePayIntegrator;

/// <summary>MobilePay as an authentication scheme of ASP.NET Core.</summary>
public static class MobilePayScheme
{
    public const string Name = "MobilePay";

    public const string MerchantVat = "merchant_vat";

    /// <summary>Sends the browser to MobilePay, to consent on behalf of a merchant.</summary>
    public static IResult Connect(Vat vat) =>
        Results.Challenge(new AuthenticationProperties { Items = { [MerchantVat] = vat.ToString() } }, [Name]);

    public static void AddMobilePay(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetRequiredSection("MobilePay").Get<MobilePaySettings>()!;
        Validator.ValidateObject(settings, new ValidationContext(settings), validateAllProperties: true);
        var http = new HttpClient(NewHandler());
        Bound(http);
        var metadata = new MobilePayMetadata(settings, http).Manage();
        var idTokens = new IdTokens(settings, metadata);

        var services = builder.Services;
        services.AddSingleton(settings).AddSingleton(idTokens);
        services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>>(metadata);
        services.AddSingleton<Connections>().AddSingleton<MobilePayEvents>().AddSingleton<TokenEndpoint>();
        services.AddHttpClient(Name, Bound)
            .ConfigurePrimaryHttpMessageHandler(NewHandler)
            .AddTypedClient<Merchants>();
        // Every process has to read the others' states and connections.
        services.AddDataProtection()
            .SetApplicationName(Name)
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.Store, "keys")));
        // The cookie is for your own users' login. It has to be there: a scheme that stands alone is the default for
        // everything, and this one would be asked who the user is with each request.
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie()
            .AddOpenIdConnect(Name, options => Configure(options, settings, metadata, idTokens));
    }

    private static void Configure(
        OpenIdConnectOptions options,
        MobilePaySettings settings,
        IConfigurationManager<OpenIdConnectConfiguration> metadata,
        IdTokens idTokens)
    {
        options.ConfigurationManager = metadata;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.CallbackPath = settings.RedirectUri.AbsolutePath;
        options.ResponseType = OpenIdConnectResponseType.CodeIdToken;
        options.ResponseMode = OpenIdConnectResponseMode.FormPost;
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "offline_access", "invoice" }) options.Scope.Add(scope);
        options.TokenValidationParameters = idTokens.Parameters;
        options.MapInboundClaims = false;
        options.SaveTokens = true;
        options.EventsType = typeof(MobilePayEvents);
        // How long the cookies of a consent live, which are SameSite=None and Secure as a form post from MobilePay needs
        // them: a quarter of an hour is short for somebody who looks for a password first.
        options.RemoteAuthenticationTimeout = TimeSpan.FromHours(1);
        options.BackchannelHttpHandler = NewHandler();
        options.BackchannelTimeout = Patience;
        options.DisableTelemetry = true;
    }

    private static void Bound(HttpClient http)
    {
        http.Timeout = Patience;
        http.MaxResponseContentBufferSize = 1_000_000;
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(10);

    /// <summary>A redirect would carry the client's secret to wherever it leads, so none is followed.</summary>
    private static SocketsHttpHandler NewHandler() =>
        new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
}
