using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace MobilePayIntegrator;

/// <summary>Something that a person is told. No message ever holds a token, a code or a secret.</summary>
public class MobilePayProblem(string what, string advice = "Try again in a moment.") : Exception(what)
{
    public virtual int Status => StatusCodes.Status502BadGateway;

    public virtual string Title => "MobilePay can’t be used just now";

    public string Advice { get; } = advice;

    /// <summary>What of a failure is for people; null where it is a bug of ours.</summary>
    public static MobilePayProblem? Of(Exception? failure) => failure switch
    {
        null => null,
        MobilePayProblem problem => problem,
        HttpRequestException or OperationCanceledException => new MobilePayProblem("MobilePay can’t be reached."),
        OpenIdConnectProtocolException => new MobilePayProblem("MobilePay’s token endpoint gave no tokens."),
        _ => Of(failure.InnerException),
    };
}

public sealed class BadInput() : MobilePayProblem("A VAT number is DK or FI and eight digits.", "Go back and correct it.")
{
    public override int Status => StatusCodes.Status400BadRequest;

    public override string Title => "This can’t be right";
}

/// <summary>The answer of the provider is not what was asked for. Nothing of it is kept.</summary>
public sealed class AnswerRefused(string what)
    : MobilePayProblem(what, "Nothing was stored. Connect again; if it happens again, tell the developers.")
{
    public override int Status => StatusCodes.Status400BadRequest;

    public override string Title => "MobilePay’s answer was refused";
}

public sealed class ConsentUnknown()
    : MobilePayProblem("It was begun in another browser, has been used, or is too old.", "Begin again, in this browser.")
{
    public override int Status => StatusCodes.Status400BadRequest;

    public override string Title => "This consent is not known here";
}

public sealed class ConsentDenied()
    : MobilePayProblem("MobilePay tells that the consent was refused.", "Nothing has changed. Connect when you like.")
{
    public override int Status => StatusCodes.Status403Forbidden;

    public override string Title => "You did not give your consent";
}

/// <summary>The refresh token is of no use any more: only the merchant can help, by consenting again.</summary>
public sealed class ConsentNeeded(Vat vat)
    : MobilePayProblem($"{vat} has no consent (any more).", "Connect the merchant again.")
{
    public override int Status => StatusCodes.Status409Conflict;

    public override string Title => "The consent has ended";
}
