<?php
// The pages, without a template engine.
declare(strict_types=1);

namespace MobilePay;

function page(string $title, string $content): string
{
    $title = htmlspecialchars($title);
    return <<<HTML
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <link rel="icon" href="data:,">
        <title>$title</title>
        <h1>$title</h1>
        $content
        </html>

        HTML;
}

/** @param list<string> $merchants */
function homePage(array $merchants): string
{
    $line = fn (string $vat) => "<li><a href=\"/mobilepay/me?merchant_vat=$vat\">$vat</a></li>";
    $form = '<form action="/mobilepay/start"><label>VAT number <input name="merchant_vat" value="DK12345674"></label>'
        . '<button>Connect MobilePay</button></form>';
    return page('MobilePay with PHP', "$form\n<ul>" . implode("\n", array_map($line, $merchants)) . '</ul>');
}

function merchantPage(string $merchantVat, string $merchantId): string
{
    return page("Connected: $merchantVat", '<p>MerchantId <code>' . htmlspecialchars($merchantId) . '</code></p>');
}

function problemPage(MobilePayError $error): string
{
    $lines = array_map(htmlspecialchars(...), [$error->getMessage(), $error->advice]);
    return page($error->title, "<p>$lines[0]</p>\n<p>$lines[1]</p>\n<p><a href=\"/\">Back</a></p>");
}
