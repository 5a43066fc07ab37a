using System.Text.RegularExpressions;

namespace MobilePayIntegrator;

/// <summary>A VAT number as <c>merchant_vat</c> takes it. It names files too, so nothing else may ever be in one.</summary>
public readonly partial record struct Vat
{
    private readonly string _text;

    private Vat(string text) => _text = text;

    /// <exception cref="BadInput"/>
    public static Vat Parse(string? text) => text is not null && Form().IsMatch(text) ? new Vat(text) : throw new BadInput();

    public override string ToString() => _text;

    [GeneratedRegex(@"\A(DK|FI)[0-9]{8}\z")]
    private static partial Regex Form();
}
