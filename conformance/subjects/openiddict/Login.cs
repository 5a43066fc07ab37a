using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace OpenIddictHost;

/// <summary>The login page: one user, one password, nothing more than the suite needs.</summary>
internal static class Login
{
    private const string User = "anna@klippe.example";
    private const string Password = "mock-anna";

    /// <summary>The request to come back to, without the prompt that the login has met.</summary>
    public static string ReturnTo(HttpRequest request)
    {
        var parameters = request.HasFormContentType ? request.Form.AsEnumerable() : request.Query.AsEnumerable();
        return request.Path + QueryString.Create(parameters.Where(parameter => parameter.Key is not "prompt" and not "max_age"));
    }

    public static IResult Show(HttpContext context, IAntiforgery antiforgery, string? returnUrl)
    {
        context.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Page(antiforgery.GetAndStoreTokens(context), returnUrl, "");
    }

    public static async Task<IResult> Submit(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        var form = await context.Request.ReadFormAsync();
        var returnUrl = form["ReturnUrl"].ToString();
        if (form["username"] != User || form["password"] != Password) return Page(antiforgery.GetAndStoreTokens(context), returnUrl, "<p role=\"alert\">Wrong user name or password.</p>");
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, User)], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
        return returnUrl.StartsWith("/connect/authorize", StringComparison.Ordinal) ? Results.Redirect(returnUrl) : Results.BadRequest();
    }

    private static IResult Page(AntiforgeryTokenSet tokens, string? returnUrl, string alert) => Results.Content(
        $"""
        <!doctype html><html lang="en"><title>Test provider: log in</title><body><h1>Test provider</h1>{alert}
        <form method="post" action="/login"><input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
        <input type="hidden" name="ReturnUrl" value="{WebUtility.HtmlEncode(returnUrl)}">
        <label>User name <input name="username" type="text"></label>
        <label>Password <input name="password" type="password"></label><button>Log in</button></form></body></html>
        """,
        "text/html");
}
