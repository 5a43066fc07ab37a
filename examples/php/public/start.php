<?php
// Sends the merchant to MobilePay. In your application this stands behind your own login, and the VAT number is that of
// the user's company.
declare(strict_types=1);

namespace MobilePay;

require __DIR__ . '/../src/application.php';

run(function (Application $application): string {
    [$url, $consent] = $application->provider->begin(merchantVat());
    rememberConsent($consent);
    return $url;
});
