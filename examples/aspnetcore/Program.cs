// A merchant's consent with ASP.NET Core. How to run it: docs/how-to/integrate-with-aspnet-core.md

using MobilePayIntegrator;

var builder = WebApplication.CreateBuilder(args);
builder.AddMobilePay();

var app = builder.Build();
app.UseProblemPages();
app.UseAuthentication();

app.MapGet("/", (Connections connections) => Pages.Home(connections.Merchants()));

// In your application this stands behind your own login, and the VAT number is that of the user's company.
app.MapGet("/mobilepay/start", (string? merchant_vat) => MobilePayScheme.Connect(Vat.Parse(merchant_vat)));

app.MapGet("/mobilepay/me", async (string? merchant_vat, Merchants merchants, CancellationToken cancellation) =>
{
    var vat = Vat.Parse(merchant_vat);
    return Pages.Merchant(vat, await merchants.MeAsync(vat, cancellation));
});

app.Run();
