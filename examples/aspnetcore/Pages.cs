using System.Net;

namespace MobilePayIntegrator;

/// <summary>The pages, without a template engine.</summary>
public static class Pages
{
    public static IResult Home(IEnumerable<Vat> merchants) => Html(Page(
        "MobilePay with ASP.NET Core",
        $"""
        <form action="/mobilepay/start">
        <label>VAT number <input name="merchant_vat" value="DK12345674"></label>
        <button>Connect MobilePay</button>
        </form>
        <ul>{string.Join('\n', merchants.Select(Line))}</ul>
        """));

    private static string Line(Vat vat) => $"<li><a href=\"/mobilepay/me?merchant_vat={vat}\">{vat}</a></li>";

    public static IResult Merchant(Vat vat, string merchantId) =>
        Html(Page($"Connected: {vat}", $"<p>MerchantId <code>{WebUtility.HtmlEncode(merchantId)}</code></p>"));

    public static string Problem(MobilePayProblem problem) => Page(
        problem.Title,
        $"""
        <p>{WebUtility.HtmlEncode(problem.Message)}</p>
        <p>{WebUtility.HtmlEncode(problem.Advice)}</p>
        <p><a href="/">Back</a></p>
        """);

    private static IResult Html(string page) => Results.Content(page, "text/html; charset=utf-8");

    private static string Page(string title, string content) =>
        $"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <link rel="icon" href="data:,">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <h1>{WebUtility.HtmlEncode(title)}</h1>
        {content}
        </html>
        """;
}
