using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OpenIddictHost;

/// <summary>The clients that the suite comes as.</summary>
internal static class Seed
{
    public static async Task Clients(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var id in new[] { "integrator", "integrator-other" })
        {
            await applications.CreateAsync(Client(id));
        }
    }

    private static OpenIddictApplicationDescriptor Client(string id) => new()
    {
        ClientId = id,
        ClientSecret = $"{id}-secret",
        ClientType = ClientTypes.Confidential,
        ConsentType = ConsentTypes.Implicit,
        RedirectUris = { new Uri("http://127.0.0.1:7890/") },
        Permissions =
        {
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token,
            Permissions.Endpoints.Revocation, Permissions.Endpoints.Introspection,
            Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.Implicit, Permissions.GrantTypes.RefreshToken,
            Permissions.ResponseTypes.Code, Permissions.ResponseTypes.CodeIdToken,
            Permissions.Prefixes.Scope + "invoice",
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange },
    };
}
